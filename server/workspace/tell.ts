import { randomUUID } from "node:crypto";
import { cutText } from "../contract/cut-text";
import type { Changes, Verb } from "../contract/event";
import type { NotificationType } from "../contract/notification-types";
import type { ResourceRef } from "../contract/resource";
import type { Transaction } from "../database/database";
import { type OutgoingEvent, publish } from "../outbox/publish";
import type { Actor } from "./actor";

export type NamedGroup = { id: number; name: string };

/** Something that a person did, in the words of the workspace. */
export type Happening = {
  verb: Verb;
  resource: ResourceRef & { name: string };
  /** E-mail of the resource's owner: believed only once the resource is gone. */
  owner: string;
  /** The graph of a layout. */
  graph?: { id: number; name: string };
  /** The groups whose members should know. */
  groups?: readonly NamedGroup[];
  /** The one group it happened in, where every reader may know of it; shown, but nobody is told because of it. */
  within?: NamedGroup | null;
  /** The member added or removed, by e-mail. */
  user?: string;
  changes?: Changes | null;
  tags?: readonly string[];
  topics: readonly NotificationType[];
  /** Removals: who should know, resolved before the rows that say so are gone. */
  audience?: OutgoingEvent["audience"];
};

const cut = (name: string) => cutText(name, 256);

/** Publishes a happening in the transaction that made it happen. */
export async function tell(sql: Transaction, actor: Actor, happening: Happening): Promise<void> {
  const { verb, resource, owner, graph, groups = [], within, user, changes, tags, topics, audience } = happening;
  const id = randomUUID();
  const time = new Date().toISOString();
  const data = (group: NamedGroup | null | undefined) => ({
    actor: actor.email,
    resource: { type: resource.type, id: resource.id, name: cut(resource.name), url: urlOf(resource, graph) },
    owner,
    ...(graph ? { graph: { id: graph.id, name: cut(graph.name) } } : {}),
    ...(group ? { group: { id: group.id, name: cut(group.name) } } : {}),
    ...(user ? { user } : {}),
    ...(changes ? { changes } : {}),
    ...(tags?.length ? { tags: tags.slice(0, 100).map(cut) } : {}),
  });
  const event = (eventId: string, group: NamedGroup | null | undefined): OutgoingEvent["event"] => ({
    id: eventId,
    type: verb,
    time,
    ...(actor.clientId ? { clientid: actor.clientId.slice(0, 128) } : {}),
    data: data(group),
  });
  const reachesGroup = groups.length > 0 || audience?.group !== undefined;
  const main = topics.filter((topic) => topic !== "group" || reachesGroup);
  const [first, ...others] = groups;
  // A recorded audience covers all groups at once; otherwise each further group is told on its own.
  const further = audience || !topics.includes("group") ? [] : others;
  await publish(sql, [
    { topics: main, event: event(id, first && others.length === 0 ? first : (within ?? first)), audience },
    ...further.map((group) => ({ topics: ["group" as const], event: event(`${id}/${group.id}`, group) })),
  ]);
}

const urlOf = (resource: ResourceRef, graph?: { id: number }): string =>
  resource.type === "layout" && graph
    ? `/graphs/${graph.id}?user_layout=${resource.id}`
    : `/${resource.type}s/${resource.id}`;
