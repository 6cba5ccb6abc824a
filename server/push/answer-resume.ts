import { maxResumeAgeMs, maxResumeChanges, type ResumeAnswer } from "../contract/socket";
import type { Database } from "../database/database";
import { countNotifications } from "../inbox/count-notifications";
import { findSnapshot, takeSnapshot } from "../inbox/snapshot";
import { changesFor, type PersonChanges } from "./changes-for";

/**
 * What one person missed since `snapshot`, or that it was too much, too long ago or in another database. What no
 * database of ours has given is another database's: whoever kept it would come back with it for ever.
 */
export async function answerResume(db: Database, userId: number, snapshot: string): Promise<ResumeAnswer> {
  if (!findSnapshot(snapshot)) {
    const here = await db.within(takeSnapshot);
    return { resync: true, erased: false, counts: await countNotifications(db, userId), snapshot: here };
  }
  const missed: Pick<PersonChanges, "arrivals" | "states"> = { arrivals: [], states: [] };
  const limits = { limitPerPerson: maxResumeChanges, maxAgeMs: maxResumeAgeMs };
  let to = snapshot;
  for await (const { people, snapshot: reached, foreign } of changesFor(db, {
    people: [userId],
    snapshot,
    ...limits,
  })) {
    to = reached;
    const [mine] = people;
    if (foreign || mine?.resync) {
      const counts = await countNotifications(db, userId);
      return { resync: true, erased: mine?.erased ?? false, counts, snapshot: to };
    }
    missed.arrivals.push(...(mine?.arrivals ?? []));
    missed.states.push(...(mine?.states ?? []));
  }
  const counts = await countNotifications(db, userId);
  return { notifications: missed.arrivals, states: missed.states, counts, snapshot: to };
}
