import type { FigureMinute, Latency } from "../contract/operations";
import type { Database } from "../database/database";
import { latencyBounds } from "../metrics";
import { quantile } from "./quantile";

export const shownMinutes = 60;

type Row = Omit<FigureMinute, "minute"> & { minute: Date };

/** What all nodes did in the last hour, minute by minute, oldest first; minutes in which nothing was said are zeros. */
export async function readMinutes(db: Database): Promise<FigureMinute[]> {
  const rows = await db.within(
    (sql) => sql<Row[]>`
      select m.minute, coalesce(sum(f.events), 0)::int as events, coalesce(sum(f.notifications), 0)::int as notifications,
        coalesce(sum(f.dead_letters), 0)::int as "deadLetters", sum(f.sockets)::int as sockets, max(f.waiting)::int as waiting
      from generate_series(date_trunc('minute', now()) - make_interval(mins => ${shownMinutes - 1}),
        date_trunc('minute', now()), interval '1 minute') m(minute)
      left join notification.figure f using (minute)
      group by m.minute order by m.minute`,
  );
  return rows.map((row) => ({ ...row, minute: row.minute.toISOString() }));
}

/** How long notifications took from produced to a browser, in the last hour, on all nodes. */
export async function readLatency(db: Database): Promise<Latency> {
  const rows = await db.within(
    (sql) => sql<{ at: number; count: number }[]>`
      select at::int, sum(n)::int as count from notification.figure, unnest(latency) with ordinality u(n, at)
      where minute > now() - make_interval(mins => ${shownMinutes}) group by at`,
  );
  const counts = new Map(rows.map(({ at, count }) => [at, count]));
  const buckets = [...latencyBounds, null].map((upTo, index) => ({ upTo, count: counts.get(index + 1) ?? 0 }));
  const count = buckets.reduce((sum, bucket) => sum + bucket.count, 0);
  return { buckets, count, p50: quantile(buckets, 0.5), p99: quantile(buckets, 0.99) };
}

/** How many messages wait to be stored, as the nodes last said; null where none of them knows. */
export async function readWaiting(db: Database): Promise<number | null> {
  const [row] = await db.within(
    (sql) => sql<[{ waiting: number | null }]>`
      select max(waiting)::int as waiting from (
        select distinct on (node) waiting from notification.figure
        where minute > now() - interval '3 minutes' order by node, minute desc) last`,
  );
  return row.waiting;
}
