import type { ReplayOutcome } from "../contract/operations";
import { AppError } from "../errors";
import { createMetrics } from "../metrics";
import type { Runtime } from "../runtime";
import { recordAct } from "./record-act";
import { runAgain } from "./run-again";

type Needs = Pick<Runtime, "db" | "config" | "log" | "metrics">;

const deadlineMs = 60_000;

/** What replaying would do, found out by doing it: the pipeline runs in a transaction that is rolled back. Throws 404, 409. */
export async function rehearseReplay(runtime: Needs, id: string): Promise<ReplayOutcome> {
  let outcome: ReplayOutcome | undefined;
  const undo = new Error("Only a rehearsal.");
  // Nothing of it happened: it is in no figure and no log.
  const quiet = { ...runtime, metrics: createMetrics(), log: runtime.log.child({}, { level: "silent" }) };
  await runtime.db
    .transaction(async (sql) => {
      outcome = await runAgain(sql, quiet, id);
      throw undo;
    }, deadlineMs)
    .catch((error) => {
      if (error !== undo) throw error;
    });
  return outcome as ReplayOutcome;
}

/**
 * Processes a dead letter as if it came today, and writes down who asked for it. Throws 404; 409 with the reason
 * where it still cannot be processed, and then nothing is changed.
 */
export async function replayDeadLetter(runtime: Needs, { id, by }: { id: string; by: string }): Promise<ReplayOutcome> {
  // First in vain: what is refused must be in no figure either.
  accepted(await rehearseReplay(runtime, id));
  return runtime.db.transaction(async (sql) => {
    const outcome = accepted(await runAgain(sql, runtime, id));
    const { notifications, mails } = outcome;
    await recordAct(sql, { by, act: "replay", subject: `dead-letter/${id}`, result: { notifications, mails } });
    return outcome;
  }, deadlineMs);
}

function accepted(outcome: ReplayOutcome): ReplayOutcome {
  if (outcome.refused !== null) throw new AppError(409, `It still cannot be processed: ${outcome.refused}.`);
  return outcome;
}
