import { cutText } from "../contract/cut-text";
import type { IncomingAction } from "../contract/incoming-action";
import { resourceKey } from "../contract/resource";
import { searchVector } from "../contract/search-tokens";
import { describeAction, sentence } from "../contract/wording";
import type { Facts } from "./look-up-facts";

/**
 * What the message left out, from the database: originals name nothing, and what happens to a group itself
 * happens in that group.
 */
export function completeAction(action: IncomingAction, facts: Facts): IncomingAction {
  const { affected } = action;
  const resource = {
    ...action.resource,
    name: action.resource.name ?? shortened(facts.resources.get(resourceKey(action.resource))?.name),
  };
  const groups = action.groups.length > 0 || resource.type !== "group" ? action.groups : [resource];
  return {
    ...action,
    resource,
    groups: groups.map(({ id, name }) => ({ id, name: name ?? shortened(facts.groups.get(id)?.name) })),
    affected: typeof affected === "number" ? (facts.people.get(affected)?.email ?? null) : affected,
  };
}

/** As long as a message's own names may be. */
const shortened = (name: string | undefined) => (name === undefined ? null : cutText(name, 256));

/** The words that a search finds an action by: its sentence, the names that it leaves out, and its tags. */
export function searchTextOf(action: IncomingAction, facts: Facts): string {
  const person = (email: string | number | null) =>
    typeof email !== "string"
      ? null
      : { email, name: facts.people.get(email)?.name ?? (email.split("@")[0] as string) };
  const { resource, groups, data, message } = action;
  const known = facts.resources.get(resourceKey(resource));
  const said = describeAction(
    {
      verb: action.verb,
      actor: person(action.actor),
      affected: person(action.affected),
      resource: { type: resource.type, name: resource.name ?? "" },
      graphName: known?.graphName ?? null,
      group: groups[0] ? { name: groups[0].name ?? "" } : null,
      message,
    },
    "",
  );
  const tags = Array.isArray(data?.tags) ? (data.tags as string[]) : [];
  const text = sentence(said);
  const names = [resource.name, ...groups.map((group) => group.name)].filter((name) => name && !text.includes(name));
  return searchVector([text, ...names, ...tags]);
}
