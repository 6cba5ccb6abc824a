import type { Audience, AudiencePart, IncomingAction } from "../contract/incoming-action";
import { type NotificationType, notificationTypes } from "../contract/notification-types";
import { resourceKey } from "../contract/resource";
import { type Facts, graphIdOf, recordKey } from "./look-up-facts";

/** One thing to read people from, by ids only. `except` is the actor's id; `bit` the reason it gives. */
export type Lookup = { bit: number } & (
  | { from: "person"; userId: number }
  | { from: "members"; groupId: number; except: number | null }
  | { from: "watchers"; type: string; id: number; except: number | null; exempt: boolean }
  | { from: "recorded"; type: NotificationType }
  | { from: "told-before"; except: number | null }
);

export type Settled = {
  lookups: Lookup[];
  /** About how many people: what one transaction has to write. */
  size: number;
};

/** Named in the dead letter: somebody or something that has to be there is not. */
export type Missing = { field: string; what: string };

export const missingGroup = "is missing: this type goes to a group's members";

/** Turns an audience into lookups, or says who is missing. Pure: all it knows is in `facts`. */
export function settleAudience(
  action: IncomingAction,
  audience: Audience,
  facts: Facts,
): Settled | { missing: Missing } {
  const settled: Settled = { lookups: [], size: 0 };
  const add = (size: number, lookup: Lookup) => {
    settled.lookups.push(lookup);
    settled.size += size;
  };
  const recordedTypes = new Set<NotificationType>();
  for (const part of audience.parts) {
    const { bit } = notificationTypes[part.type];
    const recorded = audience.removal ? facts.recorded.get(recordKey(action, part.type)) : undefined;
    if (recorded === undefined) {
      const missing = settlePart(action, part, facts, bit, add);
      if (missing) return { missing };
    } else if (!recordedTypes.has(part.type)) {
      recordedTypes.add(part.type);
      add(recorded, { from: "recorded", type: part.type, bit });
    }
  }
  return settled;
}

function settlePart(
  action: IncomingAction,
  part: AudiencePart,
  facts: Facts,
  bit: number,
  add: (size: number, lookup: Lookup) => void,
): Missing | undefined {
  const { resource } = action;
  const known = facts.resources.get(resourceKey(resource));
  const except = (action.actor !== null && facts.people.get(action.actor)?.id) || null;
  switch (part.who) {
    case "owner": {
      const field = action.form === "original" ? "owner_email" : "data.owner";
      const named = part.named === null ? undefined : facts.people.get(part.named);
      const userId = known ? known.ownerId : named?.id;
      if (userId) add(1, { from: "person", userId, bit });
      else if (part.named !== null) return { field, what: "is nobody in the database" };
      else if (!facts.remembered.get(resourceKey(resource))?.toldOwner)
        return { field, what: "is missing, and the resource has no owner in the database" };
      return undefined;
    }
    case "members": {
      const field = action.form === "original" ? "group_id" : "data.group";
      if (part.groups.length === 0) return { field, what: missingGroup };
      const there = part.groups.filter((id) => facts.groups.has(id));
      // What was deleted is gone, and that is the news; any other group has to be there.
      if (there.length === 0 && action.verb !== "group.deleted") return { field, what: "is an unknown group" };
      for (const groupId of there) add(facts.groups.get(groupId)?.size ?? 0, { from: "members", groupId, except, bit });
      return undefined;
    }
    case "affected": {
      const person = action.affected === null ? undefined : facts.people.get(action.affected);
      if (person) add(1, { from: "person", userId: person.id, bit });
      return undefined;
    }
    case "watchers": {
      const watched = [{ type: resource.type as string, id: resource.id }];
      const graphId = graphIdOf(action, facts);
      if (resource.type === "layout" && graphId !== null) watched.push({ type: "graph", id: graphId });
      for (const { type, id } of watched)
        add(facts.watchers.get(`${type}/${id}`) ?? 0, { from: "watchers", type, id, except, exempt: part.exempt, bit });
      return undefined;
    }
    case "told-before":
      add(0, { from: "told-before", except, bit });
      return undefined;
  }
}
