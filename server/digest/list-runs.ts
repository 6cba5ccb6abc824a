import type { Database } from "../database/database";
import { fragment } from "../database/fragment";

export type DigestRun = {
  id: string;
  startedAt: Date;
  endedAt: Date | null;
  decision: "ran" | "put-off" | "forced" | "manual" | "held";
  reason: string;
  people: number;
  mails: number;
  /** How its mails ended, by status. */
  outcomes: Record<string, number>;
};

/** A run's columns, over `r` (digest_run). */
export const runColumns = fragment`r.id, r.started_at as "startedAt", r.ended_at as "endedAt", r.decision, r.reason, r.people, r.mails,
    coalesce((select jsonb_object_agg(status, n) from (
      select status, count(*) as n from notification.digest d where d.run_id = r.id group by status) o), '{}') as outcomes`;

/** The newest runs and decisions, newest first; `before` an id for older ones, `made` without those put off. */
export const listRuns = (
  db: Database,
  { limit = 50, before, made = false }: { limit?: number; before?: string; made?: boolean } = {},
): Promise<DigestRun[]> =>
  db.within(
    (sql) => sql<DigestRun[]>`
      select ${runColumns} from notification.digest_run r
      where true ${before ? sql`and r.id < ${before}::bigint` : sql``}
        ${made ? sql`and r.decision in ('ran', 'forced', 'manual')` : sql``}
      order by r.id desc limit ${limit}`,
  );
