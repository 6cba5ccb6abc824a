import { setTimeout as sleep } from "node:timers/promises";
import type { outbox } from "../../drizzle/schema/outbox";
import type { NotificationType } from "../contract/notification-types";
import { backoffMs } from "../database/backoff";
import type { Sql, Transaction } from "../database/database";
import { isTransient } from "../database/is-transient";
import { listen } from "../database/listen";
import { channels } from "../database/wake";
import type { Runtime, Stop } from "../runtime";

export type OutboxRow = Omit<typeof outbox.$inferSelect, "topic"> & { topic: NotificationType };

/**
 * Takes rows, in order, and returns once they are safe and deleted. `sql` is the transaction that holds the
 * relay's lock; a sink that has transactions of its own deletes there instead.
 */
export type Sink = (rows: OutboxRow[], sql: Transaction) => Promise<void>;

/** One relay at a time among all nodes, so that what happened to one resource stays in order. */
const relayLock = 4_747_002;
const batchSize = 500;
const batchBytes = 4_000_000;
const stopMs = 3000;
const pollMs = 1000;
const deadlineMs = 120_000;

/**
 * Hands the outbox over to `sink`, woken by every commit that wrote to it, and by a poll. Trouble of any kind
 * leaves the rows where they are and is tried again with backoff.
 */
export function startRelay({ db, log, metrics }: Pick<Runtime, "db" | "log" | "metrics">, sink: Sink): Stop {
  const stopping = new AbortController();
  let wake = () => {};
  const unlisten = listen(db, channels.outbox, () => wake());
  const woken = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  /** How many rows it handed over; 0 also where another node is the relay. */
  const round = async (): Promise<number> => {
    const waiting = await db.within((sql) => sql`select from notification.outbox limit 1`);
    if (waiting.length === 0) {
      metrics.outboxDepth.set(0);
      return 0;
    }
    return db.transaction(async (sql) => {
      const [lock] = await sql<{ ours: boolean }[]>`select pg_try_advisory_xact_lock(${relayLock}) as ours`;
      if (!lock?.ours) return 0;
      const rows = await oldest(sql);
      if (rows.length > 0) await sink(rows, sql);
      return rows.length;
    }, deadlineMs);
  };

  const run = async () => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      // Made before the look, so that a wake-up during it is not lost.
      const next = woken(pollMs);
      try {
        if ((await round()) > 0) wake();
        failures = 0;
      } catch (error) {
        failures++;
        metrics.ingestRetries.inc({ cause: "outbox" });
        const level = isTransient(error) || failures < 3 ? "warn" : "error";
        log[level]({ err: error, failures }, "The outbox could not be handed over; it stays, and is tried again.");
        await depth().then(metrics.outboxDepth.set.bind(metrics.outboxDepth), () => {});
        await sleep(backoffMs(failures), undefined, { signal: stopping.signal }).catch(() => {});
        wake();
      }
      await next;
    }
  };

  const depth = async () => {
    const [row] = await db.within(
      (sql) =>
        sql<{ n: number }[]>`select count(*)::int as n from (select from notification.outbox limit 100000) as rows`,
    );
    return row?.n ?? 0;
  };

  const running = run();
  return async () => {
    stopping.abort();
    wake();
    // What hangs on a broker that is away is not waited for: its rows stay.
    await Promise.all([Promise.race([running, sleep(stopMs, undefined, { ref: false })]), unlisten()]);
  };
}

/** The ids order the rows but are no cursor: a lower one may commit later, and is found by the next look. */
const oldest = async (sql: Sql): Promise<OutboxRow[]> => {
  const rows = await sql<(Omit<OutboxRow, "id"> & { id: string })[]>`
    select id, topic, key, value, headers, created_at as "createdAt"
    from (
      select *, sum(octet_length(value)) over (order by id) - octet_length(value) as before
      from (select * from notification.outbox order by id limit ${batchSize}) as oldest
    ) as measured
    where before < ${batchBytes} order by id`;
  return rows.map((row) => ({ ...row, id: BigInt(row.id) }));
};
