/** A network as we compare, index and draw it, taken from stored Cytoscape.js JSON. */
export type Network = { nodes: NetworkNode[]; edges: NetworkEdge[]; title: string | null };
export type NetworkNode = { id: string; label: string; position: Position | null };
export type NetworkEdge = { source: string; target: string; directed: boolean; name: string };
export type Position = { x: number; y: number };
export type Positions = Record<string, Position>;

type Json = Record<string, unknown>;
export const record = (value: unknown): Json => (typeof value === "object" && value !== null ? (value as Json) : {});
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");

/** Reads a stored `graph_json`, also one that GraphSpace stored before us; what does not fit is left out. */
export function readNetwork(graphJson: unknown): Network {
  const { elements, data } = record(graphJson);
  const { nodes, edges } = record(elements);
  const title = record(data).title;
  return {
    nodes: list(nodes).flatMap((element) => {
      const given = record(record(element).data);
      const id = text(given.id) || text(given.name);
      if (!id) return [];
      const label = text(given.label) || text(given.name) || id;
      return [{ id, label, position: readPosition(record(element).position) }];
    }),
    edges: list(edges).flatMap((element) => {
      const given = record(record(element).data);
      const [source, target] = [text(given.source), text(given.target)];
      if (!source || !target) return [];
      return [{ source, target, directed: Boolean(given.is_directed), name: text(given.name) }];
    }),
    title: typeof title === "string" ? title : null,
  };
}

/** Further out than this no drawing reaches; adding and scaling stay exact enough. */
const maxCoordinate = 1e9;

/** A point that can be drawn, or null. */
export function readPosition(value: unknown): Position | null {
  const { x, y } = record(value);
  const fits = (value: unknown) => typeof value === "number" && Math.abs(value) <= maxCoordinate;
  return fits(x) && fits(y) ? { x: x as number, y: y as number } : null;
}

/** Reads a stored `positions_json`: `{nodeId: {x, y}}`. */
export function readPositions(value: unknown): Positions {
  const found = Object.entries(record(value)).flatMap(([id, given]): [string, Position][] => {
    const position = readPosition(given);
    return position ? [[id, position]] : [];
  });
  return Object.fromEntries(found);
}
