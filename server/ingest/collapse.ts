import type { Audience, IncomingAction } from "../contract/incoming-action";
import { reasonBits } from "../contract/notification-types";
import { completeAction, searchTextOf } from "../inbox/complete-action";
import { eventKey, type Facts, graphIdOf } from "../inbox/look-up-facts";
import type { Lookup } from "../inbox/settle-audience";
import type { ActionToStore } from "../inbox/store-actions";
import { type IncomingMessage, originOf, saneTime } from "./message";

/** A message that was read: what happened, and who should know by the topic it came on. */
export type Delivery = { message: IncomingMessage; action: IncomingAction; audience: Audience };
export type SettledDelivery = Delivery & { lookups: Lookup[] };

/**
 * One entry per action, in the one order that every writer keeps: two that insert the same events in opposite
 * order deadlock, and one statement must not meet a key twice.
 */
export function collapse(deliveries: SettledDelivery[], facts: Facts): ActionToStore[] {
  const byIdentity = new Map<string, SettledDelivery[]>();
  for (const delivery of deliveries) {
    const key = eventKey(delivery.action);
    const same = byIdentity.get(key);
    if (same) same.push(delivery);
    else byIdentity.set(key, [delivery]);
  }
  return [...byIdentity]
    .map(([key, same], place) => ({ key, same: same as [SettledDelivery, ...SettledDelivery[]], place }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ same, place }) => ({ ...merge(same, facts), id: facts.eventIds[place] as string }));
}

/** The first delivery of a type says who is told; what one left out another may say. */
function merge([first, ...others]: [SettledDelivery, ...SettledDelivery[]], facts: Facts) {
  let action = first.action;
  const { lookups } = first;
  let resolved = reasonBits(first.audience.types);
  for (const other of others) {
    const bits = reasonBits(other.audience.types);
    lookups.push(...other.lookups.filter((lookup) => (lookup.bit & ~resolved) !== 0));
    resolved |= bits;
    action = {
      ...action,
      actor: action.actor ?? other.action.actor,
      affected: action.affected ?? other.action.affected,
      groups: action.groups.length > 0 ? action.groups : other.action.groups,
    };
  }
  const complete = completeAction(action, facts);
  return {
    action: complete,
    graphId: graphIdOf(complete, facts),
    search: searchTextOf(complete, facts),
    producedAt: saneTime(first.message.timestamp),
    takenAt: first.message.takenAt,
    origins: [...new Set([first, ...others].map(({ message }) => originOf(message)))],
    resolved,
    lookups,
  };
}
