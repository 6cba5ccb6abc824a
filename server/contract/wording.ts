import type { Changes, Verb } from "./event";
import type { NotificationType } from "./notification-types";
import type { ResourceType } from "./resource";

/** A piece of the sentence about one action; names are shown bold, and searched words are marked in them. */
export type SentencePart = { kind: "actor" | "person" | "resource" | "group" | "text"; text: string };

export type Person = { email: string; name: string };

/** What the words need of an action. */
export type Action = {
  verb: Verb;
  actor: Person | null;
  /** The member added or removed. */
  affected?: Person | null;
  resource: { type: ResourceType; name: string };
  /** The graph of a layout, by name. */
  graphName?: string | null;
  group: { name: string } | null;
  /** Ready-made text of an original message. */
  message?: string | null;
};

const subject = (person: Person | null, viewerEmail: string): SentencePart => ({
  kind: "actor",
  text: person === null ? "Someone" : person.email === viewerEmail ? "You" : person.name,
});

/** Names of things are hostile or missing; a missing one is said. */
const named = (kind: "resource" | "group", name: string | null | undefined, type: ResourceType): SentencePart =>
  name ? { kind, text: name } : { kind, text: `a ${type}` };

const text = (words: string): SentencePart => ({ kind: "text", text: words });

/** One plain sentence in parts, people and things first: "Bo Lindqvist changed Wnt / β-catenin core". */
export function describeAction(action: Action, viewerEmail: string): SentencePart[] {
  if (action.message) return [text(action.message)];
  const actor = subject(action.actor, viewerEmail);
  const thing = named("resource", action.resource.name, action.resource.type);
  const group = named("group", action.group?.name, "group");
  const isLayout = action.resource.type === "layout";
  const onGraph = isLayout && action.graphName ? [text(" on "), named("resource", action.graphName, "graph")] : [];
  const what = [...(isLayout && action.resource.name ? [text("layout ")] : []), thing, ...onGraph];
  const simple = (verb: string, ...after: SentencePart[]) => [actor, text(` ${verb} `), ...what, ...after];

  switch (action.verb) {
    case "graph.created":
      return simple("uploaded");
    case "layout.created":
      return simple("saved");
    case "group.created":
      return simple("created");
    case "graph.updated":
    case "layout.updated":
    case "group.updated":
      return simple("changed");
    case "graph.deleted":
    case "layout.deleted":
    case "group.deleted":
      return simple("deleted");
    case "graph.shared":
    case "layout.shared":
      return action.group ? simple("shared", text(" with "), group) : simple("shared");
    case "graph.unshared":
    case "layout.unshared":
      return action.group ? simple("stopped sharing", text(" with "), group) : simple("stopped sharing");
    case "graph.published":
      return simple("made", text(" public"));
    case "group.member_added":
      return membership(action, viewerEmail, ["joined", "added", "to"]);
    case "group.member_joined":
      return [action.affected ? subject(action.affected, viewerEmail) : actor, text(" joined "), thing];
    case "group.member_removed":
      return membership(action, viewerEmail, ["left", "removed", "from"]);
  }
}

/** "Ana added Bo to Wnt Lab", or "Bo left Wnt Lab" where they did it themselves. */
function membership(action: Action, viewerEmail: string, [alone, verb, towards]: [string, string, string]) {
  const group = named("group", action.group?.name || action.resource.name, "group");
  const actor = subject(action.actor, viewerEmail);
  const { affected } = action;
  if (affected && affected.email === action.actor?.email) return [actor, text(` ${alone} `), group];
  const person: SentencePart = affected
    ? { kind: "person", text: affected.email === viewerEmail ? "you" : affected.name }
    : text("a member");
  return [actor, text(` ${verb} `), person, text(` ${towards} `), group];
}

export const sentence = (parts: readonly SentencePart[]): string => parts.map((part) => part.text).join("");

/** Several of one kind as one row: "Chen Wei shared 5 graphs with Wnt Lab". */
export function describeMany(action: Omit<Action, "message">, count: number, viewerEmail: string): SentencePart[] {
  const membershipOf = action.verb.startsWith("group.member");
  if (membershipOf)
    return [
      { kind: "resource", text: `${count} changes` },
      text(" of members in "),
      named("group", action.group?.name || action.resource.name, "group"),
    ];
  const many = { ...action, resource: { type: action.resource.type, name: "" }, graphName: action.graphName ?? null };
  return describeAction(many, viewerEmail).map((part) =>
    part.kind === "resource" && part.text === `a ${action.resource.type}`
      ? { kind: "resource", text: `${count} ${action.resource.type}s` }
      : part,
  );
}

/** Why a notification came, without "because": "you are in Wnt Lab", "you watch this graph". */
export function reasonText(type: NotificationType, action: Action, viewerEmail: string): string {
  const { type: resource } = action.resource;
  if (type === "owner") return `this ${resource} is yours`;
  if (type === "watching")
    return resource === "layout" ? "you watch this layout or its graph" : `you watch this ${resource}`;
  const group = action.group?.name || (resource === "group" && action.resource.name) || "the group";
  if (action.affected?.email === viewerEmail) {
    if (action.verb === "group.member_added") return `you were added to ${group}`;
    if (action.verb === "group.member_joined") return `you joined ${group}`;
    if (action.verb === "group.member_removed") return `you were in ${group}`;
  }
  return action.verb === "group.deleted" ? `you were in ${group}` : `you are in ${group}`;
}

/** All reasons in one sentence: "because you are in Wnt Lab and you watch this graph". */
export function because(reasons: readonly { text: string }[]): string {
  const texts = reasons.map((reason) => reason.text);
  const last = texts.at(-1) ?? "";
  return `because ${texts.length > 1 ? `${texts.slice(0, -1).join(", ")} and ${last}` : last}`;
}

/** By hand: the first use of Intl takes a phone a tenth of a second. */
const withCommas = (whole: number) => String(whole).replace(/\B(?=(\d{3})+$)/g, ",");
const counted = (total: number, noun: string) => `${withCommas(total)} ${noun}${total === 1 ? "" : "s"}`;

const has = <Key extends string>(value: unknown, key: Key): value is Record<Key, unknown> =>
  typeof value === "object" && value !== null && key in value;

/** What an action changed in a few words: `["+2 nodes", "−1 node"]`; of something new its size. */
export function summarizeChanges(verb: Verb, changes: Changes | null): string[] {
  if (!changes) return [];
  const words: string[] = [];
  const sign = (mark: string, total: number | undefined, noun: string) => {
    if (total) words.push(`${mark}${counted(total, noun)}`);
  };
  const plus = verb.endsWith(".created") ? "" : "+";
  sign(plus, changes.nodesAdded?.total, "node");
  sign("−", changes.nodesRemoved?.total, "node");
  sign(plus, changes.edgesAdded?.total, "edge");
  sign("−", changes.edgesRemoved?.total, "edge");
  if (changes.nodesMoved?.total) words.push(`${counted(changes.nodesMoved.total, "node")} moved`);
  sign("+", changes.tagsAdded?.length, "tag");
  sign("−", changes.tagsRemoved?.length, "tag");
  if (changes.style) words.push("new style");
  if (changes.title) words.push("new title");
  // Extras of our own workspace; other producers may mean something else by these names.
  const { name, description, details, defaultLayout, public: visibility } = changes as Record<string, unknown>;
  if (has(name, "to")) words.push("new name");
  if (description === true) words.push("new description");
  if (details === true) words.push("new details");
  if (has(defaultLayout, "to")) words.push(defaultLayout.to === null ? "no default layout" : "new default layout");
  if (has(visibility, "to") && visibility.to === false) words.push("now private");
  return words;
}
