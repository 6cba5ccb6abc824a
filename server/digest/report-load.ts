import type { Database } from "../database/database";
import { nodeName } from "../node-name";
import type { Runtime, Stop } from "../runtime";
import { type NodeLoad, type Sample, type Signal, signalNames } from "./judge-load";
import { loadSampler } from "./sample-load";

type Taken = { at: number; sample: Sample };

/** A node that has been gone for so long is not coming back. */
const forgetAfter = "1 hour";

/** How often each node measures, in seconds. */
export const sampleSeconds = (idleSeconds: number): number => Math.min(5, Math.max(1, idleSeconds / 6));

/** Measures this node's load for as long as it runs, and writes it where the gate reads it. Every role reports. */
export function startReportingLoad({ db, config, log, metrics }: Runtime): Stop {
  const node = nodeName(config);
  const sampler = loadSampler(db);
  const everyMs = sampleSeconds(config.DIGEST_IDLE_SECONDS) * 1000;
  let window: Taken[] = [];
  let since = performance.now();
  const seen = new Set<Signal>();
  let stopped = false;
  let working: Promise<void> = Promise.resolve();

  const measure = async () => {
    const sample = await sampler.take();
    for (const [signal, value] of Object.entries(sample)) metrics.load.set({ signal }, value);
    const at = performance.now();
    // A gap is not known to have been idle.
    if (window.length > 0 && at - (window.at(-1)?.at ?? at) > 3 * everyMs) {
      window = [];
      since = at - everyMs;
    }
    window.push({ at, sample });
    window = window.filter((taken) => taken.at > at - Math.max(config.DIGEST_IDLE_SECONDS * 1000, everyMs));
    for (const name of signalNames) if (sample[name] !== undefined) seen.add(name);
    const worst: Sample = {};
    for (const { sample: past } of window)
      for (const name of signalNames)
        if (past[name] !== undefined) worst[name] = Math.max(past[name], worst[name] ?? 0);
    const lost = [...seen].filter((name) => sample[name] === undefined);
    const account = { coveredSeconds: (at - since) / 1000, latest: sample, worst, lost };
    await db.within(
      (sql) => sql`
        insert into notification.load_signal (node, measured_at, signals)
        values (${node}, now(), ${sql.json(account)})
        on conflict (node) do update set measured_at = now(), signals = excluded.signals`,
    );
  };
  const timer = setInterval(() => {
    working = working.then(async () => {
      if (stopped) return;
      await measure().catch((error) => log.debug({ err: error }, "The load could not be measured"));
    });
  }, everyMs);
  timer.unref();
  return async () => {
    stopped = true;
    clearInterval(timer);
    await working;
    sampler.stop();
    await db.within((sql) => sql`delete from notification.load_signal where node = ${node}`, 2_000).catch(() => {});
  };
}

/** What all nodes last said of themselves, and the database's clock. */
export async function readLoad(db: Database): Promise<{ nodes: NodeLoad[]; now: Date }> {
  return db.within(async (sql) => {
    await sql`delete from notification.load_signal where measured_at < now() - ${forgetAfter}::text::interval`;
    const rows = await sql<
      { node: string | null; measured_at: Date; signals: Omit<NodeLoad, "node" | "measuredAt">; now: Date }[]
    >`
      select now() as now, l.* from (select 1) one left join notification.load_signal l on true order by l.node`;
    const nodes = rows.flatMap(({ node, measured_at: measuredAt, signals }) =>
      node ? [{ node, measuredAt, ...signals }] : [],
    );
    return { nodes, now: rows[0]?.now ?? new Date() };
  });
}
