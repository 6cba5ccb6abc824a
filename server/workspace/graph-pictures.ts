import type { Picture } from "../contract/picture";
import type { Database } from "../database/database";
import { drawPicture } from "./draw-picture";
import { readNetwork } from "./network";
import { parsed } from "./parsed";
import type { GraphRow } from "./permissions";

const most = 1000;
/** Drawn pictures by graph and last change; the oldest go first. */
const drawn = new Map<string, Picture>();
const keyOf = ({ id, updatedAt }: Pick<GraphRow, "id" | "updatedAt">) => `${id} ${updatedAt}`;
/** A larger one is not worth reading for a thumbnail. */
const maxBytes = 1_500_000;

/** What graphs look like, for those whom a list shows; the caller has checked that they may be seen. */
export async function graphPictures(db: Database, graphs: readonly GraphRow[]): Promise<Map<number, Picture>> {
  const missing = graphs.filter((graph) => !drawn.has(keyOf(graph)));
  if (missing.length > 0) {
    const rows = await db.within(
      (sql) => sql<{ id: number; json: string }[]>`
        select id, graph_json as json from public.graph
        where id = any(${missing.map(({ id }) => id)}::int[]) and octet_length(graph_json) < ${maxBytes}`,
    );
    const texts = new Map(rows.map(({ id, json }) => [id, json]));
    for (const graph of missing) {
      const text = texts.get(graph.id);
      if (text === undefined) continue;
      drawn.set(keyOf(graph), drawPicture(readNetwork(parsed(text))));
      const oldest = drawn.keys().next().value;
      if (drawn.size > most && oldest !== undefined) drawn.delete(oldest);
    }
  }
  return new Map(
    graphs.flatMap((graph) => {
      const picture = drawn.get(keyOf(graph));
      return picture ? [[graph.id, picture] as const] : [];
    }),
  );
}
