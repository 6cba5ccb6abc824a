// No zod here: this part of the contract is loaded by every page.

/** What can happen: the CloudEvents `type`. */
export const verbs = [
  "graph.created",
  "graph.updated",
  "graph.deleted",
  "graph.shared",
  "graph.unshared",
  "graph.published",
  "layout.created",
  "layout.updated",
  "layout.deleted",
  "layout.shared",
  "layout.unshared",
  "group.created",
  "group.updated",
  "group.deleted",
  "group.member_added",
  "group.member_joined",
  "group.member_removed",
] as const;
export type Verb = (typeof verbs)[number];

/** Verbs after which the rows that say who should know are gone; their notices skip access checks. */
export const removalVerbs: ReadonlySet<Verb> = new Set([
  "graph.deleted",
  "graph.unshared",
  "layout.deleted",
  "layout.unshared",
  "group.deleted",
  "group.member_removed",
]);
