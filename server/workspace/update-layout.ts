import { readPositionsInput, readStyleInput } from "../contract/graph-input";
import type { Database } from "../database/database";
import { endWatchesOf } from "../preferences/end-watches-of";
import type { Actor } from "./actor";
import { groupsOf, membersOf, onlyGroup, ownerIs, watchersOf } from "./audiences";
import { canonical } from "./canonical";
import { type LayoutInput, layoutNameTaken } from "./create-layout";
import { describeMove } from "./describe-change";
import { drawPicture } from "./draw-picture";
import { readNetwork, readPositions } from "./network";
import { parsed } from "./parsed";
import { graphFor, type LayoutRow, layoutFor } from "./permissions";
import { checked, readFlag, readName } from "./read-input";
import { codes, refuse, unlessTaken } from "./refusals";
import { tell } from "./tell";

const places = (json: unknown) => new Map(Object.entries(readPositions(json)));

/** Changes a layout and tells how many nodes moved; sharing and unsharing are told as such. */
export async function updateLayout(
  db: Database,
  actor: Actor,
  { graphId, id }: { graphId: number; id: number },
  input: LayoutInput,
): Promise<LayoutRow> {
  const name = input.name == null ? undefined : readName(input.name, "layout");
  const positions = input.positions_json == null ? undefined : checked(() => readPositionsInput(input.positions_json));
  const style = input.style_json == null ? undefined : checked(() => readStyleInput(input.style_json));
  const isShared = input.is_shared == null ? undefined : readFlag(input.is_shared, "is_shared");
  const work = db.transaction(async (sql) => {
    const before = await layoutFor(sql, actor, "update", { graphId, id }, { lock: true });
    if (input.owner_email != null && input.owner_email !== before.ownerEmail)
      throw refuse(403, codes.layoutOfAnother, "A layout keeps its owner.", "owner_email");
    const graph = await graphFor(sql, actor, "read", graphId);
    const network = readNetwork(parsed(graph.graphJson));
    const [oldPositions, oldStyle] = [parsed(before.positionsJson), parsed(before.styleJson)];
    const moved = positions && canonical(positions) !== canonical(oldPositions);
    const restyled = style && canonical(style) !== canonical(oldStyle);
    const after = {
      name: name ?? before.name,
      positions: moved ? positions : oldPositions,
      isShared: isShared ?? before.isShared,
    };
    const renamed = after.name !== before.name;
    if (!moved && !restyled && !renamed && after.isShared === before.isShared) return before;

    const groups = await groupsOf(sql, graphId);
    const resource = { type: "layout", id, name: after.name } as const;
    const unshared = before.isShared === 1 && after.isShared === 0;
    const shared = before.isShared === 0 && after.isShared === 1;
    const audience = unshared
      ? {
          owner: await ownerIs(sql, before.ownerEmail),
          ...(groups.length > 0 ? { group: await membersOf(sql, groups, actor) } : {}),
          watching: await watchersOf(sql, [resource, { type: "graph", id: graphId }], resource, actor),
        }
      : undefined;
    await sql`
      update public.layout set name = ${after.name}, is_shared = ${after.isShared},
        positions_json = ${moved ? JSON.stringify(positions) : before.positionsJson},
        style_json = ${restyled ? JSON.stringify(style) : before.styleJson}, updated_at = now() at time zone 'utc'
      where id = ${id}`;
    const now = places(after.positions);
    await tell(sql, actor, {
      verb: shared ? "layout.shared" : unshared ? "layout.unshared" : "layout.updated",
      resource,
      owner: before.ownerEmail,
      graph: { id: graphId, name: graph.name },
      groups: shared || unshared ? groups : [],
      within: onlyGroup(groups, graph.isPublic),
      changes: {
        ...(describeMove(network, places(oldPositions), now) ?? { picture: drawPicture(network, undefined, now) }),
        ...(restyled ? { style: true } : {}),
        ...(renamed ? { name: { from: before.name, to: after.name } } : {}),
      },
      tags: graph.tags,
      topics: shared || unshared ? ["owner", "group", "watching"] : after.isShared ? ["owner", "watching"] : ["owner"],
      audience,
    });
    if (unshared) await endWatchesOf(sql, { graphs: [graphId] });
    return layoutFor(sql, actor, "read", { graphId, id });
  });
  return unlessTaken(work, () => layoutNameTaken(name ?? ""));
}
