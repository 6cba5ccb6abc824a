import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import {
  GraphInputError,
  maxElements,
  nestsDeeper,
  readGraphInput,
  readPositionsInput,
  readStyleInput,
} from "./graph-input";

const node = (id: unknown, more: object = {}) => ({ data: { id, ...more } });
const edge = (source: unknown, target: unknown) => ({ data: { source, target } });
const graph = (nodes: unknown, edges: unknown = [], data?: unknown) => ({ elements: { nodes, edges }, data });
const deep = (levels: number) => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
};
const refusal = (read: () => unknown) => {
  try {
    read();
  } catch (error) {
    if (error instanceof GraphInputError) return `${error.field}: ${error.message}`;
    throw error;
  }
  return null;
};

test.each([
  ["no object", [1], "graph_json: must be an object with elements"],
  ["not JSON", "{", "graph_json: is not valid JSON"],
  ["no elements", {}, "graph_json.elements: is missing: give nodes and edges"],
  ["nodes as an object", graph({}), "graph_json.elements.nodes: must be a list"],
  ["edges as text", graph([], "x"), "graph_json.elements.edges: must be a list"],
  ["a node that is none", graph([null]), "graph_json.elements.nodes[0]: must be an object with data"],
  ["a node without data", graph([{}]), "graph_json.elements.nodes[0].data: is missing"],
  ["a node without a name", graph([node("a"), { data: {} }]), "graph_json.elements.nodes[1].data.id: is missing"],
  ["an object as a name", graph([node({})]), "graph_json.elements.nodes[0].data.id: is missing"],
  ["an endless name", graph([node("x".repeat(257))]), "must be at most 256 characters"],
  ["one name twice", graph([node("a"), node("a")]), 'nodes[1].data.id: "a" is the name of two nodes'],
  ["a number and its text", graph([node(1), node("1")]), '"1" is the name of two nodes'],
  ["a dangling edge", graph([node("a")], [edge("a", "b")]), 'edges[0].data.target: "b" is not a node of this graph'],
  ["an edge with one end", graph([node("a")], [{ data: { source: "a" } }]), "an edge needs both its ends"],
  ["an unknown parent", graph([node("a", { parent: "b" })]), 'the parent "b" of "a" is not a node'],
  ["a node inside itself", graph([node("a", { parent: "a" })]), '"a" is inside itself'],
  [
    "a ring of parents",
    graph([node("a", { parent: "b" }), node("b", { parent: "c" }), node("c", { parent: "a" })]),
    "is inside itself",
  ],
  [
    "a tower of parents",
    graph(Array.from({ length: 200 }, (_, n) => node(`n${n}`, n > 0 ? { parent: `n${n - 1}` } : {}))),
    "is more than 32 levels inside",
  ],
  [
    "a tower of parents, top last",
    graph(Array.from({ length: 200 }, (_, n) => node(`n${n}`, n < 199 ? { parent: `n${n + 1}` } : {}))),
    "is more than 32 levels inside",
  ],
  ["data as a list", graph([], [], []), "graph_json.data: must be an object"],
  ["a NUL", graph([node("a\0")]), "graph_json.elements.nodes[0].data.id: holds a character that cannot be stored"],
  [
    "a lone surrogate in a key",
    graph([node("a", { "\ud800": 1 })]),
    "nodes[0].data: has a key that holds a character that cannot be stored",
  ],
  ["too deep", graph([node("a", { deep: deep(40) })]), "nodes[0].data.deep: is nested deeper than 32 levels"],
  ["deep enough to break a recursion", graph([node("a", { deep: deep(200_000) })]), "is nested deeper than 32 levels"],
  ["too many elements", graph(Array.from({ length: maxElements + 1 }, (_, n) => node(n))), "the limit is 100000"],
])("%s is refused, with its place", (_, input, message) => {
  expect(refusal(() => readGraphInput(input))).toContain(message);
});

test("text that opens millions of brackets is refused without parsing it", () => {
  const bomb = `${"[".repeat(9_000_000)}${"]".repeat(9_000_000)}`;
  const started = performance.now();
  expect(refusal(() => readGraphInput(bomb))).toContain("is nested deeper than 32 levels");
  expect(performance.now() - started).toBeLessThan(100);
  // Brackets in strings are no levels.
  expect(nestsDeeper(JSON.stringify({ a: '[[[[{{{{"[[' }), 2)).toBe(false);
  expect(nestsDeeper("[[1],[2],[[3]]]", 3)).toBe(false);
  expect(nestsDeeper("[[1],[2],[[3]]]", 2)).toBe(true);
});

test("what is missing and harmless is completed: data, ids, names, labels", () => {
  expect(readGraphInput({ elements: { nodes: [{ data: { name: "a" } }, node(7)], edges: [] } })).toEqual({
    data: {},
    elements: {
      nodes: [{ data: { id: "a", name: "a", label: "" } }, { data: { id: 7, name: 7, label: "" } }],
      edges: [],
    },
  });
  const flat = { elements: [node("a"), node("b"), edge("a", "b")] };
  expect(readGraphInput(flat).elements).toMatchObject({ nodes: [node("a"), node("b")], edges: [edge("a", "b")] });
});

test("markup in names and popups is text like any other", () => {
  const hostile = '<img src=x onerror=alert(1)>"; drop table graph; --';
  const { nodes } = readGraphInput(graph([node(hostile, { popup: "<script>alert(1)</script>" })])).elements;
  expect(nodes[0]?.data).toMatchObject({ id: hostile, popup: "<script>alert(1)</script>" });
  // A key of JSON's own is a key, not a prototype.
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  readGraphInput(
    JSON.parse('{"elements":{"nodes":[{"data":{"id":"__proto__","__proto__":{"polluted":1}}}],"edges":[]}}'),
  );
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test("real networks are taken as they are exported", () => {
  for (const file of ["gene-gene.graph.json", "genemania-export.graph.json"]) {
    const text = readFileSync(path.join("server/demo/data", file), "utf8");
    const { nodes, edges } = readGraphInput(text).elements;
    expect(nodes.length).toBeGreaterThan(20);
    expect(edges.length).toBeGreaterThan(200);
  }
});

test("styles and positions are checked the same way", () => {
  const rule = { selector: "node", style: { width: 1 } };
  expect(readStyleInput({ style: [rule] })).toEqual({ style: [rule] });
  expect(readStyleInput({ style: [rule], legend: {} })).toHaveProperty("legend");
  expect(readStyleInput([{ style: [rule] }])).toHaveLength(1);
  expect(readStyleInput(undefined)).toEqual({ style: [] });
  expect(refusal(() => readStyleInput("x"))).toBe("style_json: is not valid JSON");
  expect(refusal(() => readStyleInput({ style: {} }))).toBe("style_json.style: must be a list of rules");
  expect(refusal(() => readStyleInput({ style: [{}] }))).toBe("style_json.style[0]: must be a rule with a selector");
  expect(readPositionsInput({ a: { x: 1, y: 2.5 } })).toEqual({ a: { x: 1, y: 2.5 } });
  for (const bad of [{ a: null }, { a: { x: 1 } }, { a: { x: "1", y: 2 } }, { a: { x: Number.NaN, y: 1 } }])
    expect(refusal(() => readPositionsInput(bad))).toBe("positions_json.a: must have a numeric x and y");
});
