import type { Arrivals } from "../handover";
import { type Snapshot, sees } from "../inbox/snapshot";
import type { PersonChanges, ToldAt } from "./changes-for";

/** What people were told before a look found it, for as long as looks may find it. */
export function createToldEarly() {
  const revisions = new Map<string, number>();
  let transactions: { transaction: bigint; keys: string[] }[] = [];
  const keyOf = (userId: number, id: string) => `${userId} ${id}`;
  const at: ToldAt = ({ user_id, event_id }) => revisions.get(keyOf(user_id, event_id));

  return {
    at,
    add(transaction: Arrivals["transaction"], people: PersonChanges[]): void {
      const keys: string[] = [];
      for (const { userId, arrivals } of people)
        for (const { id, revision } of arrivals) {
          const key = keyOf(userId, id);
          revisions.set(key, revision);
          keys.push(key);
        }
      transactions.push({ transaction, keys });
    },
    /** Looks go on from this snapshot: what was visible in it they find no more. */
    passed(snapshot: Snapshot): void {
      const passed = transactions.filter(({ transaction }) => sees(snapshot, transaction));
      for (const { keys } of passed) for (const key of keys) revisions.delete(key);
      transactions = transactions.filter(({ transaction }) => !sees(snapshot, transaction));
    },
    clear(): void {
      revisions.clear();
      transactions = [];
    },
  };
}
