import type { Database } from "../database/database";

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

/** The newest runs and decisions, newest first. */
export const listRuns = (db: Database, limit = 50): Promise<DigestRun[]> =>
  db.within(
    (sql) => sql<DigestRun[]>`
      select r.id, r.started_at as "startedAt", r.ended_at as "endedAt", r.decision, r.reason, r.people, r.mails,
        coalesce((select jsonb_object_agg(status, n) from (
          select status, count(*) as n from notification.digest d where d.run_id = r.id group by status) o), '{}') as outcomes
      from (select * from notification.digest_run order by id desc limit ${limit}) r
      order by r.id desc`,
  );
