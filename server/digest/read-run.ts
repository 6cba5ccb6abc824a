import type { Database } from "../database/database";
import { notFound } from "../errors";
import type { Waiting } from "./decide-run";
import type { Limits, NodeLoad } from "./judge-load";
import { type DigestRun, runColumns } from "./list-runs";

/** What a decision rested on, as it was written down then; a run by hand asked nobody. */
export type RunInputs = {
  nodes?: (Omit<NodeLoad, "measuredAt"> & { measuredAt: string })[];
  limits?: Limits;
  idleSeconds?: number;
  waiting?: Waiting;
};
export type RunDetail = DigestRun & { inputs: RunInputs };

/** One run or decision, with the inputs that it was made from. Throws 404. */
export async function readRun(db: Database, id: string): Promise<RunDetail> {
  if (!/^[1-9]\d{0,17}$/.test(id)) throw notFound("There is no such run.");
  const [run] = await db.within(
    (sql) => sql<RunDetail[]>`
      select ${runColumns}, r.signals as inputs from notification.digest_run r where r.id = ${id}`,
  );
  if (!run) throw notFound("There is no such run.");
  return run;
}
