import { accessOf } from "../access/access-of";
import { readGraphInput, readStyleInput } from "../contract/graph-input";
import { maxId } from "../contract/resource";
import type { Database, Transaction } from "../database/database";
import { endWatchesOf } from "../preferences/end-watches-of";
import type { Actor } from "./actor";
import { groupsOf, onlyGroup } from "./audiences";
import { canonical } from "./canonical";
import { type GraphInput, graphNameTaken } from "./create-graph";
import { describeGraphChange } from "./describe-change";
import { indexElements } from "./index-elements";
import { readNetwork, readPositions, record } from "./network";
import { parsed } from "./parsed";
import { type FullGraphRow, type GraphRow, graphFor } from "./permissions";
import { checked, readFlag, readName, readTags } from "./read-input";
import { badInput, codes, refuse, unlessTaken } from "./refusals";
import { tagGraph } from "./tag-graph";
import { tell } from "./tell";

/** What is absent stays as it is. */
export type GraphUpdate = GraphInput & { default_layout_id?: unknown };

/** Changes a graph, and tells what exactly changed; a write that changes nothing leaves no trace. */
export async function updateGraph(db: Database, actor: Actor, id: number, input: GraphUpdate): Promise<FullGraphRow> {
  const graphJson = input.graph_json == null ? undefined : checked(() => readGraphInput(input.graph_json));
  const styleJson = input.style_json == null ? undefined : checked(() => readStyleInput(input.style_json));
  const name = input.name == null ? undefined : readName(input.name, "graph");
  const isPublic = input.is_public == null ? undefined : readFlag(input.is_public, "is_public");
  const tags = input.tags == null ? undefined : readTags(input.tags);
  let owner = "";
  const work = db.transaction(async (sql) => {
    const before = await graphFor(sql, actor, "update", id, { lock: true });
    owner = before.ownerEmail;
    if (input.owner_email != null && input.owner_email !== before.ownerEmail)
      throw refuse(403, codes.graphOfAnother, "A graph keeps its owner.", "owner_email");
    const oldJson = parsed(before.graphJson);
    const oldStyle = parsed(before.styleJson);
    const defaultLayoutId = await readDefaultLayout(sql, actor, before, input.default_layout_id);
    const after = {
      name: name ?? before.name,
      isPublic: isPublic ?? before.isPublic,
      tags: tags ?? before.tags,
      defaultLayoutId,
      graphChanged: graphJson !== undefined && contentOf(graphJson) !== contentOf(oldJson),
      styleChanged: styleJson !== undefined && canonical(styleJson) !== canonical(oldStyle),
    };
    const network = readNetwork(after.graphChanged ? graphJson : oldJson);
    const changes = describeGraphChange(
      { network: readNetwork(oldJson), style: "", tags: before.tags, name: before.name },
      { network, style: after.styleChanged ? "new" : "", tags: after.tags, name: after.name },
      await positionsOfLayout(sql, defaultLayoutId),
    );
    const more = {
      ...(after.isPublic === 0 && before.isPublic === 1 ? { public: { from: true, to: false } } : {}),
      ...(defaultLayoutId !== before.defaultLayoutId
        ? { defaultLayout: { from: before.defaultLayoutId, to: defaultLayoutId } }
        : {}),
      // Popups, labels, ranks: whatever else the elements say about themselves.
      ...(after.graphChanged && changes === null ? { details: true } : {}),
    };
    const published = after.isPublic === 1 && before.isPublic === 0;
    if (changes === null && Object.keys(more).length === 0 && !published) return before;

    await sql`
      update public.graph set name = ${after.name}, is_public = ${after.isPublic},
        default_layout_id = ${defaultLayoutId},
        graph_json = ${after.graphChanged ? JSON.stringify(graphJson) : before.graphJson},
        style_json = ${after.styleChanged ? JSON.stringify(styleJson) : before.styleJson},
        updated_at = now() at time zone 'utc'
      where id = ${id}`;
    if (tags) await tagGraph(sql, id, after.tags);
    if (after.graphChanged) await indexElements(sql, id, network);
    const groups = await groupsOf(sql, id);
    await tell(sql, actor, {
      verb: published ? "graph.published" : "graph.updated",
      resource: { type: "graph", id, name: after.name },
      owner,
      within: onlyGroup(groups, Math.max(before.isPublic, after.isPublic)),
      changes: changes || Object.keys(more).length > 0 ? { ...changes, ...more } : null,
      tags: after.tags,
      topics: ["owner", "watching"],
    });
    if (before.isPublic === 1 && after.isPublic === 0) await endWatchesOf(sql, { graphs: [id] });
    return graphFor(sql, actor, "read", id);
  }, 60_000);
  return unlessTaken(work, () => graphNameTaken(name ?? "", owner));
}

/** What a graph's JSON says beside the name and tags, which clients repeat in its `data`. */
function contentOf(graphJson: unknown): string {
  const { data, ...rest } = record(graphJson);
  const { name, tags, ...others } = record(data);
  return canonical({ ...rest, data: others });
}

/** 0 or null takes the default away; anything else must be a layout of this graph that the actor may see. */
async function readDefaultLayout(sql: Transaction, actor: Actor, graph: GraphRow, given: unknown) {
  if (given === undefined) return graph.defaultLayoutId;
  if (given === null || given === 0 || given === "0") return null;
  const id = Number(given);
  if (id === graph.defaultLayoutId) return id;
  const [layout] =
    Number.isInteger(id) && id > 0 && id <= maxId
      ? await sql`
          select from public.layout where id = ${id} and graph_id = ${graph.id}
            and ${accessOf({ userId: actor.userId, type: "layout", id })} = 'visible'`
      : [];
  if (!layout) throw badInput("default_layout_id", "is not a layout of this graph");
  return id;
}

/** Where a layout puts the nodes; of one that is not shared, nobody learns it from what is told of the graph. */
async function positionsOfLayout(sql: Transaction, layoutId: number | null) {
  if (layoutId === null) return new Map();
  const [row] = await sql<{ positions: string }[]>`
    select positions_json as positions from public.layout where id = ${layoutId} and is_shared = 1`;
  return new Map(Object.entries(readPositions(parsed(row?.positions ?? "{}"))));
}
