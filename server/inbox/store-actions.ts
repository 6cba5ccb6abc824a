import type { Transaction } from "../database/database";
import type { Arrivals } from "../handover";
import { eventKey, type Facts } from "./look-up-facts";
import type { Lookup } from "./settle-audience";
import { type EventToStore, insertEvents, noteDeliveries } from "./store-events";
import { storeNotifications, type Telling } from "./store-notifications";

/** One action, and whom to look up as its audience. */
export type ActionToStore = EventToStore & { lookups: Lookup[] };

export type StoredActions = {
  /** How many rows are new or have a new reason. */
  notifications: number;
  /** What the new ones say, if that was asked for and they are few. */
  arrivals: Arrivals | null;
  /** No other row is new or has a new reason. */
  arrivalsAreAll: boolean;
};

/**
 * An event for each action, and a notification for each of its people, in one trip where all are new. Of one that is
 * known, those are told who were not before.
 * @param options.read read what is new, for those who wait for it
 */
export async function storeActions(
  sql: Transaction,
  actions: ActionToStore[],
  facts: Facts,
  { read }: { read: boolean },
): Promise<StoredActions> {
  if (actions.length === 0) return { notifications: 0, arrivals: null, arrivalsAreAll: false };
  const prompt = actions
    .filter(({ action, lookups }) => !facts.resolved.has(eventKey(action)) && !lookups.some(isLate))
    .map(fresh);
  const [inserted, told] = await Promise.all([
    insertEvents(sql, actions),
    storeNotifications(sql, prompt, facts, { mayBeThere: false, read }),
  ]);
  const known = await noteDeliveries(
    sql,
    actions.filter(({ id }) => !inserted.has(id)),
  );
  const again = known.map(
    ({ event: { action, lookups }, id, newly }): Telling => ({
      eventId: id,
      action,
      lookups: lookups.filter(({ bit }) => (bit & newly) !== 0),
    }),
  );
  const late = actions.filter(({ id, lookups }) => inserted.has(id) && lookups.some(isLate)).map(fresh);
  const { arrivals } = told;
  let notifications = told.count;
  for (const some of [
    again.filter(({ lookups }) => !lookups.some(isLate)),
    [...late, ...again.filter(({ lookups }) => lookups.some(isLate))],
  ])
    notifications += (await storeNotifications(sql, some, facts, { mayBeThere: true })).count;
  return { notifications, arrivals, arrivalsAreAll: arrivals !== null && notifications === told.count };
}

/** What "told before" means depends on the rows of this batch, so those events come after the others. */
const isLate = ({ from }: Lookup) => from === "told-before";

const fresh = ({ id, action, lookups }: ActionToStore): Telling => ({ eventId: id, action, lookups });
