import type { NodeState } from "../contract/operations";
import type { Database } from "../database/database";
import { readLoad } from "../digest/report-load";

/** All nodes that reported in the last hour, as they last said. */
export async function readNodes(db: Database): Promise<NodeState[]> {
  const [{ nodes }, sockets] = await Promise.all([
    readLoad(db),
    db.within(
      (sql) => sql<{ node: string; sockets: number | null }[]>`
        select distinct on (node) node, sockets from notification.figure
        where minute > now() - interval '3 minutes' order by node, minute desc`,
    ),
  ]);
  const open = new Map(sockets.map((row) => [row.node, row.sockets]));
  return nodes.map(({ node, measuredAt, latest }) => ({
    name: node,
    seenAt: measuredAt.toISOString(),
    utilization: latest.utilization ?? null,
    delayMs: latest.delayMs ?? null,
    sockets: open.get(node) ?? null,
  }));
}
