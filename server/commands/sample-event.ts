import { randomUUID } from "node:crypto";
import postgres from "postgres";
import type { DomainEvent, Verb } from "../contract/event";
import type { NotificationType } from "../contract/notification-types";
import type { OriginalMessage } from "../contract/original-message";
import { type ResourceRef, resourceKey } from "../contract/resource";

/** What an invented event is about. */
export type Scene = {
  actor: string;
  /** Who should see it. */
  reader: string;
  graph: { id: number; name: string };
  group: { id: number; name: string };
};

/** The source that the demo's token may claim. */
export const sampleSource = "/graphspace";

/** The demo's people and ids as a fresh demo has them, where the database cannot be asked. */
const fresh: Scene = {
  actor: "bo@example.org",
  reader: "ana@example.org",
  graph: { id: 1, name: "a graph" },
  group: { id: 1, name: "Wnt Lab" },
};

/** Finds, in the demo's database, a graph for which an event on this topic reaches Ana. */
export async function demoScene(type: NotificationType, databaseUrl: string | undefined): Promise<Scene> {
  if (databaseUrl === undefined) return fresh;
  const sql = postgres(databaseUrl, { max: 1, connect_timeout: 3, onnotice: () => {} });
  try {
    const [group] = await sql<Scene["group"][]>`
      select id, name from public."group" where name = ${fresh.group.name} order by id limit 1`;
    const [graph] = await sql<Scene["graph"][]>`
      select graph.id, graph.name from public.graph
      left join public.group_to_graph shared on shared.graph_id = graph.id and shared.group_id = ${group?.id ?? 0}
      left join public."user" reader on reader.email = ${fresh.reader}
      left join notification.watch on watch.user_id = reader.id and watch.resource_type = 'graph'
        and watch.resource_id = graph.id and watch.level = 'watching'
      order by
        case ${type}::text when 'owner' then graph.owner_email = reader.email
          when 'group' then shared.group_id is not null
          else watch.user_id is not null end desc,
        graph.id
      limit 1`;
    return { ...fresh, group: group ?? fresh.group, graph: graph ?? fresh.graph };
  } catch {
    return fresh;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** A CloudEvent that `scene.actor` caused now (or at `time`). */
export function sampleEvent(
  type: NotificationType,
  { actor, graph, group }: Scene,
  { verb, time = new Date() }: { verb?: Verb; time?: Date } = {},
): DomainEvent {
  const chosen: Verb = verb ?? (type === "group" ? "graph.shared" : "graph.updated");
  const kind = chosen.split(".")[0] as ResourceRef["type"];
  const resource = kind === "group" ? { type: kind, ...group } : { type: kind, ...graph };
  const moved = { nodesAdded: { total: 2, names: ["LRP6", "AXIN1"] }, edgesAdded: { total: 3 } };
  return {
    specversion: "1.0",
    id: randomUUID(),
    source: sampleSource,
    type: chosen,
    subject: resourceKey(resource),
    time: time.toISOString(),
    datacontenttype: "application/json",
    data: {
      actor,
      resource: { ...resource, url: `/${kind}s/${resource.id}` },
      ...(type === "group" || kind === "group" ? { group } : {}),
      ...(chosen === "graph.updated" ? { changes: moved } : {}),
    },
  };
}

/** The same as GraphSpace's own notification branch would send it. */
export function sampleOriginal(type: NotificationType, { actor, reader, graph, group }: Scene): OriginalMessage {
  return type === "group"
    ? {
        owner_email: actor,
        message: `Graph ${graph.name} was shared with ${group.name}.`,
        resource: "graph",
        resource_id: graph.id,
        type: "share",
        group_id: group.id,
      }
    : {
        // Of those who watch, whoever did it is left out.
        owner_email: type === "watching" ? actor : reader,
        message: `Graph ${graph.name} was updated.`,
        resource: "graph",
        resource_id: graph.id,
        type: "update",
      };
}
