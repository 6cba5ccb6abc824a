import type { Changes } from "./event";
import type { Picture } from "./picture";

const states = { same: 0, added: 1, removed: 2, moved: 3 } as const;
type State = (typeof states)[keyof typeof states];

const mostNodes = 24;

/**
 * The producer's own picture of what changed, or one laid out from the names it gave: what was added, what was
 * removed, and what these hang on. Always the same for the same changes; null where too little is named to draw.
 */
export function pictureOfChanges(changes: Changes | null): Picture | null {
  if (!changes) return null;
  if (changes.picture) return changes.picture.nodes.length > 0 ? changes.picture : null;
  const looks = new Map<string, State>();
  const name = (names: string[] | undefined, state: State) => {
    for (const each of names ?? []) if (looks.size < mostNodes && !looks.has(each)) looks.set(each, state);
  };
  name(changes.nodesAdded?.names, states.added);
  name(changes.nodesRemoved?.names, states.removed);
  const lines = [
    ...linesOf(changes.edgesAdded?.names, states.added),
    ...linesOf(changes.edgesRemoved?.names, states.removed),
  ];
  for (const { ends } of lines) name(ends, states.same);
  name(changes.nodesMoved?.names, states.moved);
  if (looks.size < 2) return null;

  const names = [...looks.keys()];
  const edges = lines.flatMap(({ ends, state }): Picture["edges"] => {
    const [from = -1, to = -1] = ends.map((end) => names.indexOf(end));
    return from < 0 || to < 0 ? [] : [[from, to, state]];
  });
  const places = settle(names.length, edges);
  const nodes = names.map((each, index): Picture["nodes"][number] => {
    const { x, y } = places[index] as Point;
    return [each, x, y, looks.get(each) as State];
  });
  return { nodes, edges, of: nodes.filter(([, , , state]) => state !== states.removed).length };
}

/** `A:B`, `A–B`, `A -> B`: an edge by the names of its ends. */
const linesOf = (names: string[] | undefined, state: State) =>
  (names ?? []).flatMap((each) => {
    const ends = each.split(/\s*(?:->|→|—|–|:|\s-\s)\s*/u).filter(Boolean);
    return ends.length === 2 ? [{ ends, state }] : [];
  });

type Point = { x: number; y: number };

/** Springs along edges, everything else apart; starts on a sunflower, so that there is no chance in it. */
function settle(count: number, edges: Picture["edges"]): Point[] {
  const points = Array.from({ length: count }, (_, index): Point => {
    const angle = index * 2.39996;
    const radius = Math.sqrt((index + 0.5) / count);
    return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
  });
  const ideal = 1.1 / Math.sqrt(count);
  for (let round = 0; round < 200; round++) {
    const step = 0.12 * (1 - round / 200);
    const force = points.map(() => ({ x: 0, y: 0 }));
    const push = (a: number, b: number, strength: (distance: number) => number) => {
      const [p, q, f, g] = [points[a], points[b], force[a], force[b]] as [Point, Point, Point, Point];
      const dx = p.x - q.x;
      const dy = p.y - q.y;
      const distance = Math.max(Math.hypot(dx, dy), 0.01);
      const size = strength(distance) / distance;
      f.x += dx * size;
      f.y += dy * size;
      g.x -= dx * size;
      g.y -= dy * size;
    };
    for (let a = 0; a < count; a++) for (let b = a + 1; b < count; b++) push(a, b, (d) => (ideal * ideal) / d);
    for (const [from, to] of edges) push(from, to, (d) => -(d * d) / ideal);
    points.forEach((point, index) => {
      const { x, y } = force[index] as Point;
      const size = Math.max(Math.hypot(x, y), 0.01);
      point.x += ((x - 0.3 * point.x) / size) * Math.min(size, step);
      point.y += ((y - 0.3 * point.y) / size) * Math.min(size, step);
    });
  }
  return intoBox(points);
}

/** Into the picture's box of 1000 × 750, with room for labels. */
function intoBox(points: Point[]): Point[] {
  const range = (values: number[], from: number, to: number) => {
    const least = Math.min(...values);
    const span = Math.max(...values) - least;
    return (value: number) =>
      Math.round(span < 0.001 ? (from + to) / 2 : from + ((value - least) / span) * (to - from));
  };
  const toX = range(
    points.map(({ x }) => x),
    90,
    910,
  );
  const toY = range(
    points.map(({ y }) => y),
    70,
    650,
  );
  return points.map(({ x, y }) => ({ x: toX(x), y: toY(y) }));
}
