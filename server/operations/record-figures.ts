import { setInterval as every } from "node:timers/promises";
import type { Database } from "../database/database";
import { readFreshness } from "../inbox/read-freshness";
import { latencyBounds, type Metrics } from "../metrics";
import { nodeName } from "../node-name";
import type { Runtime, Stop } from "../runtime";

const keptDays = 2;

/** Counters as they stand since this process started. */
type Totals = { events: number; notifications: number; deadLetters: number; latency: number[] };

/**
 * Adds up this node's metrics minute by minute, where the operations page of any node reads them, and brings those
 * gauges up to date that only the database knows. Writes when something changed, and once a minute.
 */
export function startRecordingFigures({ db, config, metrics, log }: Runtime, everyMs = 5_000): Stop {
  const node = nodeName(config);
  const stopping = new AbortController();
  let before: Totals = { events: 0, notifications: 0, deadLetters: 0, latency: latencyBounds.map(() => 0).concat(0) };
  let written = "";

  const record = async (sockets: number | null) => {
    const { outbox, lagKnown } = await refreshGauges(db, metrics);
    const now = await totalsOf(metrics);
    const topics =
      config.KAFKA_BROKERS === undefined || !config.roles.has("ingest") ? 0 : await sumOf(metrics.consumerLag);
    // While the brokers are away nobody knows what waits there.
    const waiting = lagKnown || config.KAFKA_BROKERS === undefined ? outbox + topics : null;
    const since = difference(now, before);
    const minute = Math.floor(Date.now() / 60_000);
    const state = JSON.stringify([minute, sockets, waiting, since]);
    if (state === written) return;
    await db.within(
      (sql) => sql`
        insert into notification.figure as old
          (minute, node, events, notifications, dead_letters, latency, sockets, waiting)
        values (date_trunc('minute', now()), ${node}, ${since.events}, ${since.notifications}, ${since.deadLetters},
          ${since.latency}::int[], ${sockets}, ${waiting})
        on conflict (minute, node) do update set updated_at = now(),
          events = old.events + excluded.events, notifications = old.notifications + excluded.notifications,
          dead_letters = old.dead_letters + excluded.dead_letters,
          latency = array(select coalesce(a, 0) + coalesce(b, 0) from unnest(old.latency, excluded.latency) u(a, b)),
          sockets = excluded.sockets, waiting = excluded.waiting`,
    );
    before = now;
    written = JSON.stringify([minute, sockets, waiting, difference(now, now)]);
  };

  const run = async () => {
    let pruned = 0;
    try {
      for await (const _ of every(everyMs, undefined, { signal: stopping.signal, ref: false })) {
        const sockets = config.roles.has("web") ? await sumOf(metrics.sockets) : null;
        // What could not be written is part of the next time.
        await record(sockets).catch((error) => log.debug({ err: error }, "Figures could not be recorded"));
        if (Date.now() - pruned < 3_600_000) continue;
        pruned = Date.now();
        await forgetFigures(db).catch(() => {});
      }
    } catch (error) {
      if (!stopping.signal.aborted) throw error;
    }
  };
  const running = run();
  return async () => {
    stopping.abort();
    await running;
    await record(config.roles.has("web") ? 0 : null).catch(() => {});
  };
}

/** Brings up to date what only the database knows. */
async function refreshGauges(db: Database, metrics: Metrics): Promise<{ outbox: number; lagKnown: boolean }> {
  const started = performance.now();
  const [row] = await db.within(
    (sql) => sql<[{ outbox: number; dead: number; unknown: number; held: boolean; lagKnown: boolean }]>`
      select (select count(*)::int from (select from notification.outbox limit 10000) o) as outbox,
        (select count(*)::int from (select from notification.dead_letter
          where replayed_at is null and discarded_at is null limit 10000) d) as dead,
        (select count(*)::int from notification.digest where status = 'unknown') as unknown,
        exists (select from notification.installation where key = 'mail-hold') as held,
        exists (select from notification.installation
          where key = 'ingest' and updated_at > now() - interval '30 seconds') as "lagKnown"`,
    5_000,
  );
  metrics.databaseSeconds.set((performance.now() - started) / 1000);
  metrics.outboxDepth.set(row.outbox);
  metrics.deadLettersWaiting.set(row.dead);
  metrics.digestUnknown.set(row.unknown);
  metrics.digestHeld.set(row.held ? 1 : 0);
  metrics.inboxLagSeconds.set((await readFreshness(db)).lagSeconds ?? 0);
  return row;
}

async function forgetFigures(db: Database): Promise<void> {
  await db.within(
    (sql) => sql`delete from notification.figure where minute < now() - make_interval(days => ${keptDays})`,
  );
}

type Gathered = { get(): Promise<{ values: { value: number }[] }> };
const sumOf = async (metric: Gathered) => (await metric.get()).values.reduce((sum, { value }) => sum + value, 0);

async function totalsOf(metrics: Metrics): Promise<Totals> {
  const { values } = await metrics.endToEndSeconds.get();
  // Prometheus' buckets hold all below their bound.
  const upTo = new Map(values.map(({ labels, metricName, value }) => [`${metricName} ${labels.le}`, value]));
  const sums = [...latencyBounds, "+Inf"].map(
    (bound) => upTo.get(`graphspace_end_to_end_seconds_bucket ${bound}`) ?? 0,
  );
  return {
    events: await sumOf(metrics.eventsIn),
    notifications: await sumOf(metrics.notificationsOut),
    deadLetters: await sumOf(metrics.deadLetters),
    latency: sums.map((sum, index) => sum - (sums[index - 1] ?? 0)),
  };
}

const difference = (now: Totals, before: Totals): Totals => ({
  events: now.events - before.events,
  notifications: now.notifications - before.notifications,
  deadLetters: now.deadLetters - before.deadLetters,
  latency: now.latency.map((count, index) => count - (before.latency[index] ?? 0)),
});
