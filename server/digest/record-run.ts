import type { Database } from "../database/database";
import type { Decision } from "./judge-load";

/** Writes a decision down with its inputs; `end` adds what came of it. */
export async function recordRun(db: Database, { decision, reason, signals }: Decision) {
  const [row] = await db.within(
    (sql) => sql<{ id: string }[]>`
      insert into notification.digest_run (decision, reason, signals)
      values (${decision}, ${reason}, ${sql.json(signals as never)}) returning id`,
  );
  const { id } = row as { id: string };
  return {
    id,
    end: async ({ people, mails }: { people: number; mails: number }) => {
      await db.within(
        (sql) => sql`
          update notification.digest_run set ended_at = now(), people = ${people}, mails = ${mails} where id = ${id}`,
      );
    },
  };
}
