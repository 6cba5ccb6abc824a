import { readFile } from "node:fs/promises";
import os from "node:os";
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import type { Database } from "../database/database";
import type { Sample } from "./judge-load";

/** Takes samples of this process and its machine; each covers the time since the one before. */
export function loadSampler(db: Database) {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  let before = performance.eventLoopUtilization();
  return {
    async take(): Promise<Sample> {
      const utilization = performance.eventLoopUtilization(before).utilization;
      before = performance.eventLoopUtilization();
      // The timer itself fires every 20 ms: what exceeds that is delay.
      const delayMs = delay.count > 0 ? Math.max(0, delay.percentile(99) / 1e6 - 20) : undefined;
      delay.reset();
      // Windows knows no load average and reports zeros.
      const load = process.platform === "win32" ? undefined : (os.loadavg()[0] ?? 0) / os.availableParallelism();
      const [cpuPressure, ioPressure, shared] = await Promise.all([pressure("cpu"), pressure("io"), sharedSignals(db)]);
      const sample: Record<string, number | undefined> = {
        utilization,
        delayMs,
        load,
        cpuPressure,
        ioPressure,
        ...shared,
      };
      return Object.fromEntries(Object.entries(sample).filter(([, value]) => value !== undefined)) as Sample;
    },
    stop: () => delay.disable(),
  };
}

/** Linux's share of the last minute in which work waited, in percent; undefined where it is not reported. */
async function pressure(kind: "cpu" | "io"): Promise<number | undefined> {
  const text = await readFile(`/proc/pressure/${kind}`, "utf8").catch(() => "");
  const found = /^some .*avg60=([\d.]+)/m.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** What only the database knows. */
async function sharedSignals(db: Database): Promise<{ backends?: number; lag?: number }> {
  const [row] = await db.within(
    (sql) => sql<{ reported: boolean; backends: number; lag: number | null }[]>`
      select pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') as reported,
        (select count(*) filter (where state = 'active' and pid <> pg_backend_pid())::float8
          from pg_stat_activity where backend_type = 'client backend') / current_setting('max_connections')::float8 as backends,
        case when ingest is null then (select count(*)::float8 from (select from notification.outbox limit 10000) o)
          -- A figure that nobody renews says nothing.
          when updated_at > now() - interval '1 minute' then (ingest ->> 'waiting')::float8 end as lag
      from (select 1) one
      left join (select value as ingest, updated_at from notification.installation where key = 'ingest') i on true`,
    5_000,
  );
  if (!row) return {};
  return { ...(row.reported ? { backends: row.backends } : {}), ...(row.lag === null ? {} : { lag: row.lag }) };
}
