import { expect, test } from "vitest";
import { changes as changesSchema } from "../contract/event";
import { pictureStates } from "../contract/picture";
import { describeGraphChange, describeMove, describeNewGraph, type GraphState } from "./describe-change";
import { type Network, readNetwork } from "./network";

const node = (id: string, x: number, y: number) => ({ data: { id, label: id.toUpperCase() }, position: { x, y } });
const edge = (source: string, target: string) => ({ data: { source, target } });
const network = (nodes: object[], edges: object[], data: object = {}): Network =>
  readNetwork({ elements: { nodes, edges }, data });
const state = (given: Network, more: Partial<GraphState> = {}): GraphState => ({
  network: given,
  style: "[]",
  tags: [],
  name: "Wnt",
  ...more,
});
const before = network([node("a", 0, 0), node("b", 100, 0), node("c", 0, 100)], [edge("a", "b"), edge("a", "c")]);
const after = network([node("a", 0, 0), node("b", 100, 0), node("d", 200, 100)], [edge("a", "b"), edge("b", "d")]);

test("added and removed elements are named with their totals, and drawn where they are or were", () => {
  const changes = changesSchema.parse(describeGraphChange(state(before), state(after)));
  expect(changes).toMatchObject({
    nodesAdded: { total: 1, names: ["D"] },
    nodesRemoved: { total: 1, names: ["C"] },
    edgesAdded: { total: 1, names: ["B – D"], ids: ["b:d"] },
    edgesRemoved: { total: 1, names: ["A – C"], ids: ["a:c"] },
  });
  const { nodes = [], edges = [], of } = changes.picture ?? {};
  const drawn = Object.fromEntries(nodes.map(([label, x, y, at]) => [label, { x, y, state: pictureStates[at] }]));
  expect(drawn).toMatchObject({ A: { state: "same" }, D: { state: "added" }, C: { state: "removed" } });
  // C stood right below A, and is still drawn there.
  expect(drawn.C?.x).toBe(drawn.A?.x);
  expect(drawn.C?.y).toBeGreaterThan(drawn.A?.y ?? 0);
  expect(edges.map(([, , at]) => pictureStates[at]).sort()).toEqual(["added", "removed", "same"]);
  expect(of).toBe(3);
});

test("nothing changed is null, also when a file was exported anew with other ids of edges", () => {
  const ids = (prefix: string) =>
    network(
      [node("a", 0, 0), node("b", 9, 9)],
      [1, 2].map((n) => ({ data: { id: `${prefix}${n}`, source: "a", target: "b" } })),
    );
  expect(describeGraphChange(state(ids("x")), state(ids("y")))).toBeNull();
});

test("style, tags, title and name are told", () => {
  const changes = describeGraphChange(
    state(network([], [], { title: "Old" }), { tags: ["wnt", "human"] }),
    state(network([], [], { title: "New" }), { tags: ["wnt", "mouse"], style: "[1]", name: "Wnt 2" }),
  );
  expect(changes).toMatchObject({
    tagsAdded: ["mouse"],
    tagsRemoved: ["human"],
    style: true,
    title: { from: "Old", to: "New" },
    name: { from: "Wnt", to: "Wnt 2" },
  });
});

test("of thousands of added nodes a hundred are named, the total is exact, and the picture stays small", () => {
  const big = network(
    Array.from({ length: 6000 }, (_, n) => node(`n${n}`, n, n % 77)),
    Array.from({ length: 5999 }, (_, n) => edge(`n${n}`, `n${n + 1}`)),
  );
  const changes = changesSchema.parse(describeGraphChange(state(before), state(big)));
  expect(changes.nodesAdded).toMatchObject({ total: 6000 });
  expect(changes.nodesAdded?.names).toHaveLength(100);
  expect(JSON.stringify(changes).length).toBeLessThan(12_000);
});

test("a layout's move names the nodes that moved", () => {
  const places = (shift: number) =>
    new Map([
      ["a", { x: 0, y: 0 }],
      ["b", { x: 100 + shift, y: 0 }],
    ]);
  expect(describeMove(before, places(0), places(0.2))).toBeNull();
  expect(describeMove(before, places(0), places(40))).toMatchObject({ nodesMoved: { total: 1, names: ["B"] } });
});

test("a network without positions is drawn the same way each time, every node inside the box", () => {
  const bare = readNetwork({
    elements: { nodes: ["a", "b", "c", "d"].map((id) => ({ data: { id } })), edges: [edge("a", "b"), edge("c", "d")] },
  });
  const { picture } = changesSchema.parse(describeNewGraph(bare));
  expect(picture).toEqual(describeNewGraph(bare).picture);
  for (const [, x, y] of picture?.nodes ?? []) {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x).toBeLessThanOrEqual(1000);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y).toBeLessThanOrEqual(750);
  }
  expect(new Set(picture?.nodes.map(([, x, y]) => `${x},${y}`)).size).toBe(4);
});

test("a picture of another shape is left out, and refuses nothing", () => {
  expect(changesSchema.parse({ picture: "https://example.org/a.png", nodesAdded: { total: 1 } })).toEqual({
    nodesAdded: { total: 1 },
  });
});
