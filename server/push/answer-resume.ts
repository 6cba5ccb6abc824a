import { maxResumeAgeMs, maxResumeChanges, type ResumeAnswer } from "../contract/socket";
import type { Database } from "../database/database";
import { countNotifications } from "../inbox/count-notifications";
import { changesFor } from "./changes-for";

/** What one person missed since `snapshot`, or that it was too much, too long ago or in another database. */
export async function answerResume(db: Database, userId: number, snapshot: string): Promise<ResumeAnswer> {
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
