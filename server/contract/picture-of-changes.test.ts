import fc from "fast-check";
import { expect, test } from "vitest";
import { picture, pictureStates } from "./picture";
import { pictureOfChanges } from "./picture-of-changes";

const wnt = {
  nodesAdded: { total: 2, names: ["AXIN2", "RNF43"] },
  nodesRemoved: { total: 1, names: ["DKK1"] },
  edgesAdded: { total: 2, names: ["TCF7L2:AXIN2", "AXIN2:RNF43"] },
  edgesRemoved: { total: 1, names: ["LRP6 -> DKK1"] },
};

test("added, removed and what they hang on are drawn, with the edges between them", () => {
  const drawing = pictureOfChanges(wnt);
  expect(drawing?.nodes.map(([name, , , state]) => [name, pictureStates[state]])).toEqual([
    ["AXIN2", "added"],
    ["RNF43", "added"],
    ["DKK1", "removed"],
    ["TCF7L2", "same"],
    ["LRP6", "same"],
  ]);
  expect(drawing?.edges.map(([from, to, state]) => [from, to, pictureStates[state]])).toEqual([
    [3, 0, "added"],
    [0, 1, "added"],
    [4, 2, "removed"],
  ]);
});

test("the producer's own picture goes before one from names", () => {
  const picture = { nodes: [["LRP6", 10, 20, 0]] as [string, number, number, number][], edges: [], of: 1 };
  expect(pictureOfChanges({ ...wnt, picture })).toBe(picture);
});

test("the same changes give the same picture", () => {
  expect(pictureOfChanges(wnt)).toEqual(pictureOfChanges(structuredClone(wnt)));
});

test("nothing is drawn from totals alone", () => {
  expect(pictureOfChanges({ nodesAdded: { total: 412 }, edgesAdded: { total: 1903 } })).toBeNull();
  expect(pictureOfChanges(null)).toBeNull();
});

test("any names stay within the picture, and it stays small", () => {
  const names = fc.array(fc.string(), { maxLength: 60, size: "max" });
  fc.assert(
    fc.property(names, names, (nodes, edges) => {
      const drawing = pictureOfChanges({
        nodesAdded: { total: nodes.length, names: nodes },
        edgesRemoved: { total: edges.length, names: edges },
      });
      expect(drawing?.nodes.length ?? 0).toBeLessThanOrEqual(24);
      if (drawing) expect(picture.safeParse(drawing).success).toBe(true);
    }),
    { numRuns: 30 },
  );
});
