import { readGraphInput, readStyleInput } from "../contract/graph-input";
import type { Database } from "../database/database";
import type { Actor } from "./actor";
import { describeNewGraph } from "./describe-change";
import { indexElements } from "./index-elements";
import { readNetwork } from "./network";
import { type FullGraphRow, graphFor } from "./permissions";
import { checked, readFlag, readName, readTags } from "./read-input";
import { codes, refuse, unlessTaken } from "./refusals";
import { tagGraph } from "./tag-graph";
import { tell } from "./tell";

/** As it came: every field is checked here. */
export type GraphInput = {
  name?: unknown;
  owner_email?: unknown;
  graph_json?: unknown;
  style_json?: unknown;
  is_public?: unknown;
  tags?: unknown;
};

export const graphNameTaken = (name: string, owner: string) =>
  refuse(409, codes.badRequest, `Graph ${name} already exists for ${owner}!`, "name");

/** Stores a new graph of the actor's, with its search index and its tags. */
export async function createGraph(db: Database, actor: Actor, input: GraphInput): Promise<FullGraphRow> {
  if (input.owner_email != null && input.owner_email !== actor.email)
    throw refuse(403, codes.graphOfAnother, "Graphs can only be created for yourself.", "owner_email");
  const graphJson = checked(() => readGraphInput(input.graph_json));
  const styleJson = checked(() => readStyleInput(input.style_json));
  const name = readName(input.name ?? graphJson.data.name, "graph");
  const isPublic = input.is_public == null ? 0 : readFlag(input.is_public, "is_public");
  const tags = readTags(input.tags ?? graphJson.data.tags ?? []);
  const network = readNetwork(graphJson);
  const work = db.transaction(async (sql) => {
    const [row] = await sql<{ id: number }[]>`
      insert into public.graph (name, owner_email, graph_json, style_json, is_public, created_at, updated_at)
      values (${name}, ${actor.email}, ${JSON.stringify(graphJson)}, ${JSON.stringify(styleJson)}, ${isPublic},
        now() at time zone 'utc', now() at time zone 'utc')
      returning id`;
    const { id } = row as { id: number };
    await tagGraph(sql, id, tags);
    await indexElements(sql, id, network);
    await tell(sql, actor, {
      verb: "graph.created",
      resource: { type: "graph", id, name },
      owner: actor.email,
      changes: describeNewGraph(network),
      tags,
      topics: ["owner"],
    });
    return graphFor(sql, actor, "read", id);
  }, 60_000);
  return unlessTaken(work, () => graphNameTaken(name, actor.email));
}
