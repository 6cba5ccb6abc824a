import { expect, test } from "vitest";
import { compareLayouts } from "./compare-layouts";
import { readNetwork } from "./network";

const network = readNetwork({
  elements: {
    nodes: ["a", "b", "c"].map((id, index) => ({
      data: { id, label: id.toUpperCase() },
      position: { x: index * 10, y: 0 },
    })),
    edges: [
      { data: { source: "a", target: "b" } },
      { data: { source: "b", target: "c" } },
      { data: { source: "c", target: "c" } },
    ],
  },
});
const at = (places: Record<string, [number, number]>) =>
  new Map(Object.entries(places).map(([id, [x, y]]) => [id, { x, y }]));

test("the furthest moved come first, with how far; edges follow their nodes", () => {
  const found = compareLayouts(network, new Map(), at({ b: [10, 5], c: [20, 40] }));
  expect(found.moved).toBe(2);
  expect(found.nodes.map(({ label, moved }) => [label, moved])).toEqual([
    ["C", 40],
    ["B", 5],
    ["A", 0],
  ]);
  expect(found.nodes[0]).toMatchObject({ from: { x: 20, y: 0 }, to: { x: 20, y: 40 } });
  expect(found.edges).toEqual([
    [2, 1],
    [1, 0],
  ]);
});

test("what clients round away has not moved, and a layout knows only its own nodes", () => {
  expect(compareLayouts(network, at({ a: [0.04, 0] }), at({ gone: [9, 9] })).moved).toBe(0);
});

test("an empty network compares to nothing", () => {
  expect(compareLayouts({ nodes: [], edges: [], title: null }, new Map(), new Map())).toEqual({
    nodes: [],
    edges: [],
    moved: 0,
  });
});

test("a node that has no place anywhere is placed alike on both sides", () => {
  const bare = readNetwork({ elements: { nodes: [{ data: { id: "a" } }, { data: { id: "b" } }], edges: [] } });
  expect(compareLayouts(bare, new Map(), new Map()).moved).toBe(0);
});
