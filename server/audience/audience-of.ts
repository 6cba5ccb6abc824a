import { removalVerbs } from "../contract/event";
import type { Audience, AudiencePart, IncomingAction } from "../contract/incoming-action";
import { type AudienceRule, type NotificationType, notificationTypes } from "../contract/notification-types";

type Rule = (action: IncomingAction, type: NotificationType) => AudiencePart[];

const isRemoval = (action: IncomingAction) => removalVerbs.has(action.verb);

/** One pure rule per entry of the registry. The actor is left out of members and watchers, never of the rest. */
const rules: Record<AudienceRule, Rule> = {
  "resource-owner": (action, type) => [{ type, who: "owner", named: action.owner }],
  "group-members": (action, type) => [{ type, who: "members", groups: groupsOf(action) }],
  "affected-user": (action, type) => (action.affected === null ? [] : [{ type, who: "affected" }]),
  watchers: (action, type) => [{ type, who: "watchers", exempt: isRemoval(action) }],
};

/** The group it happened in; what happens to a group itself happens in that group. */
function groupsOf({ groups, resource }: IncomingAction): number[] {
  if (groups.length > 0) return groups.map((group) => group.id);
  return resource.type === "group" ? [resource.id] : [];
}

/** The types that one delivery on `type` resolves: an original also reaches the watchers of its resource. */
const typesReached = (action: IncomingAction, type: NotificationType): NotificationType[] =>
  action.form === "original" && type !== "watching" ? [type, "watching"] : [type];

/** Who should know of an action that arrived on `type`. */
export function audienceOf(action: IncomingAction, type: NotificationType): Audience {
  const types = typesReached(action, type);
  const parts = types.flatMap((reached) =>
    notificationTypes[reached].audience.flatMap((rule) => rules[rule](action, reached)),
  );
  if (action.verb.endsWith(".deleted")) parts.push({ type, who: "told-before" });
  return { parts, types, removal: isRemoval(action) };
}
