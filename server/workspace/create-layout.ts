import { readPositionsInput, readStyleInput } from "../contract/graph-input";
import type { Database } from "../database/database";
import type { Actor } from "./actor";
import { groupsOf, onlyGroup } from "./audiences";
import { describeMove, positionsOf } from "./describe-change";
import { drawPicture } from "./draw-picture";
import { readNetwork, readPositions } from "./network";
import { parsed } from "./parsed";
import { graphFor, type LayoutRow, layoutFor } from "./permissions";
import { checked, readFlag, readName } from "./read-input";
import { badInput, codes, refuse, unlessTaken } from "./refusals";
import { tell } from "./tell";

export type LayoutInput = {
  name?: unknown;
  owner_email?: unknown;
  graph_id?: unknown;
  positions_json?: unknown;
  style_json?: unknown;
  is_shared?: unknown;
};

export const layoutNameTaken = (name: string) =>
  refuse(409, codes.layoutNameTaken, `You have a layout called ${name} for this graph already.`, "name");

/** Saves a layout of a graph that the actor may read. Shared, the members of the graph's groups hear of it. */
export async function createLayout(
  db: Database,
  actor: Actor,
  graphId: number,
  input: LayoutInput,
): Promise<LayoutRow> {
  if (input.owner_email != null && input.owner_email !== actor.email)
    throw refuse(403, codes.layoutOfAnother, "Layouts can only be created for yourself.", "owner_email");
  if (input.graph_id != null && Number(input.graph_id) !== graphId)
    throw badInput("graph_id", "is not the graph of this address");
  const name = readName(input.name, "layout");
  const positions = checked(() => readPositionsInput(input.positions_json));
  const style = checked(() => readStyleInput(input.style_json));
  const isShared = input.is_shared == null ? 0 : readFlag(input.is_shared, "is_shared");
  const work = db.transaction(async (sql) => {
    const graph = await graphFor(sql, actor, "read", graphId);
    const [row] = await sql<{ id: number }[]>`
      insert into public.layout
        (name, owner_email, graph_id, positions_json, style_json, is_shared, original_json, created_at, updated_at)
      values (${name}, ${actor.email}, ${graphId}, ${JSON.stringify(positions)}, ${JSON.stringify(style)}, ${isShared},
        null, now() at time zone 'utc', now() at time zone 'utc')
      returning id`;
    const { id } = row as { id: number };
    const groups = await groupsOf(sql, graphId);
    const network = readNetwork(parsed(graph.graphJson));
    const places = new Map(Object.entries(readPositions(positions)));
    await tell(sql, actor, {
      verb: "layout.created",
      resource: { type: "layout", id, name },
      owner: actor.email,
      graph: { id: graphId, name: graph.name },
      groups: isShared ? groups : [],
      within: onlyGroup(groups, graph.isPublic),
      changes: describeMove(network, positionsOf(network), places) ?? {
        picture: drawPicture(network, undefined, places),
      },
      tags: graph.tags,
      // Nobody else may see a layout that is not shared.
      topics: isShared ? ["owner", "group", "watching"] : ["owner"],
    });
    return layoutFor(sql, actor, "read", { graphId, id });
  });
  return unlessTaken(work, () => layoutNameTaken(name));
}
