import type { Network, Position } from "./network";

/** Beyond this a spring layout costs more than a drawing of it is worth: a spiral, best connected in the middle. */
const maxSprings = 120;

/**
 * Places the nodes that have no position: the same network gives the same drawing. Positions that are there stay,
 * unless so few have one that a mixture would be a knot.
 */
export function placeNodes({ nodes, edges }: Network, given: Map<string, Position> = new Map()): Map<string, Position> {
  const known = new Map(
    nodes.flatMap((node): [string, Position][] => {
      const position = given.get(node.id) ?? node.position;
      return position ? [[node.id, position]] : [];
    }),
  );
  if (known.size === nodes.length && nodes.length > 0) return known;
  const order = new Map(nodes.map((node, index) => [node.id, index]));
  const links = linksOf(edges, order);
  const points = nodes.length <= maxSprings ? springs(nodes.length, links) : spiral(nodes.length, links);
  const placed = new Map(nodes.map((node, index) => [node.id, points[index] as Position]));
  if (known.size * 2 < nodes.length) return placed;
  // Newcomers go beside what they are linked to.
  const neighbours = new Map<number, number[]>();
  const note = (index: number, other: number) => {
    const list = neighbours.get(index) ?? [];
    if (list.length === 0) neighbours.set(index, list);
    list.push(other);
  };
  for (const [a, b] of links) {
    note(a, b);
    note(b, a);
  }
  const somewhere = known.values().next().value ?? { x: 0, y: 0 };
  for (const [index, node] of nodes.entries()) {
    if (known.has(node.id)) continue;
    let beside: Position | undefined;
    for (const other of neighbours.get(index) ?? []) {
      beside = known.get(nodes[other]?.id ?? "");
      if (beside) break;
    }
    const turn = index * 2.399963;
    const from = beside ?? somewhere;
    known.set(node.id, { x: from.x + 70 * Math.cos(turn), y: from.y + 70 * Math.sin(turn) });
  }
  return known;
}

/** Which places in `order` are linked, each pair once: a thousand edges between two nodes pull no harder than one. */
function linksOf(edges: Network["edges"], order: Map<string, number>): [number, number][] {
  const links = new Map<number, [number, number]>();
  for (const { source, target } of edges) {
    const [a, b] = [order.get(source), order.get(target)];
    if (a === undefined || b === undefined || a === b) continue;
    links.set(Math.min(a, b) * order.size + Math.max(a, b), [a, b]);
  }
  return [...links.values()];
}

/** Sunflower spiral, by degree. */
function spiral(count: number, links: [number, number][]): Position[] {
  const degree = new Array<number>(count).fill(0);
  for (const [a, b] of links) {
    degree[a] = (degree[a] ?? 0) + 1;
    degree[b] = (degree[b] ?? 0) + 1;
  }
  const rank = degree.map((_, index) => index).sort((a, b) => (degree[b] ?? 0) - (degree[a] ?? 0) || a - b);
  const points = new Array<Position>(count);
  for (const [place, index] of rank.entries()) {
    const radius = 40 * Math.sqrt(place);
    points[index] = { x: radius * Math.cos(place * 2.399963), y: radius * Math.sin(place * 2.399963) };
  }
  return points;
}

/** Fruchterman and Reingold's forces from a spiral start, with a fixed number of steps: no chance in it. */
function springs(count: number, links: [number, number][]): Position[] {
  const points = spiral(count, links);
  const ideal = 90;
  const steps = count > 60 ? 60 : 150;
  for (let step = 0; step < steps; step++) {
    const heat = 30 * (1 - step / steps);
    const force = points.map(() => ({ x: 0, y: 0 }));
    const push = (a: number, b: number, strength: (distance: number) => number) => {
      const [p, q, f, g] = [points[a], points[b], force[a], force[b]] as [Position, Position, Position, Position];
      const [dx, dy] = [p.x - q.x, p.y - q.y];
      const distance = Math.max(1, Math.hypot(dx, dy));
      const by = strength(distance) / distance;
      f.x += dx * by;
      f.y += dy * by;
      g.x -= dx * by;
      g.y -= dy * by;
    };
    for (let a = 0; a < count; a++) for (let b = a + 1; b < count; b++) push(a, b, (d) => (ideal * ideal) / d);
    for (const [a, b] of links) push(a, b, (d) => -(d * d) / ideal);
    for (const [index, point] of points.entries()) {
      const { x, y } = force[index] as Position;
      // A pull to the middle keeps separate parts in one picture.
      const [fx, fy] = [x - point.x * 0.4, y - point.y * 0.4];
      const length = Math.max(1, Math.hypot(fx, fy));
      point.x += (fx / length) * Math.min(heat, length);
      point.y += (fy / length) * Math.min(heat, length);
    }
  }
  return points;
}
