import { maxResumeAgeMs, maxResumeChanges, type ResumeAnswer } from "../contract/socket";
import type { Database } from "../database/database";
import { countNotifications } from "../inbox/count-notifications";
import { findSnapshot, takeSnapshot } from "../inbox/snapshot";
import { changesFor } from "./changes-for";

/**
 * What one person missed since `snapshot`, or that it was too much, too long ago or in another database. What no
 * database of ours has given is another database's: whoever kept it would come back with it for ever.
 */
export async function answerResume(db: Database, userId: number, snapshot: string): Promise<ResumeAnswer> {
  if (!findSnapshot(snapshot)) {
    const here = await db.within(takeSnapshot);
    return { resync: true, erased: false, counts: await countNotifications(db, userId), snapshot: here };
  }
  const changes = await changesFor(db, {
    people: [userId],
    snapshot,
    limitPerPerson: maxResumeChanges,
    maxAgeMs: maxResumeAgeMs,
  });
  const [mine] = changes.people;
  const counts = mine?.counts ?? (await countNotifications(db, userId));
  if (changes.foreign || mine?.resync)
    return { resync: true, erased: mine?.erased ?? false, counts, snapshot: changes.snapshot };
  return { notifications: mine?.arrivals ?? [], states: mine?.states ?? [], counts, snapshot: changes.snapshot };
}
