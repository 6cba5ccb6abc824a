import fc from "fast-check";
import { expect, test } from "vitest";
import { maxElements } from "../contract/graph-input";
import { isAppError } from "../errors";
import { outboxSource } from "../ingest/outbox-source";
import type { OutboxRow } from "../outbox/relay";
import { digestDatabase } from "../testing/database-digest";
import { addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { testRuntime } from "../testing/test-runtime";
import type { Actor } from "./actor";
import { createGraph } from "./create-graph";
import { createLayout } from "./create-layout";
import { drawPicture } from "./draw-picture";
import { graphPictures } from "./graph-pictures";
import { readNetwork } from "./network";
import { updateGraph } from "./update-graph";
import { updateLayout } from "./update-layout";

const { db } = await testDatabase();
const [userId = 0] = await addPeople(db, "ana@example.org");
const ana: Actor = { userId, email: "ana@example.org", admin: false };
const runtime = testRuntime(db);
const deliver = outboxSource({ ...runtime, clusterId: "embedded" }, runtime.config.topics);

const markup = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "'; drop table graph; --",
  "javascript:alert(1)",
  "{{7*7}}",
  "=HYPERLINK(1)",
  "\u202egnp.exe",
  // Cut in the middle of a character, these could not be stored.
  ...[39, 255, 999].map((length) => `${"x".repeat(length)}😀`),
  "😀".repeat(200),
  "%_\\",
  "__proto__",
  "constructor",
  " ",
  "a:b",
];
/** Mostly what can be stored, so that what comes after the first checks is reached too. */
const mostly = <T, U>(good: fc.Arbitrary<T>, bad: fc.Arbitrary<U>, weight = 40) =>
  fc.oneof({ weight, arbitrary: good }, { weight: 1, arbitrary: bad });
const clean = fc.oneof(fc.constantFrom(...markup), fc.string({ unit: "grapheme", maxLength: 30 }));
const text = mostly(
  clean,
  fc.oneof(fc.constantFrom("a\0b", "\ud800", "", "x".repeat(300)), fc.string({ unit: "binary" })),
);
const number = fc.oneof(fc.constantFrom(1e308, -1e308, 1e-320, 2 ** 53, -0), fc.double(), fc.integer());
const anything = fc.oneof(clean, number, fc.jsonValue({ maxDepth: 3 }));
const position = mostly(fc.record({ x: number, y: number }), anything, 6);
const id = mostly(
  fc.integer({ min: 0, max: 4 }).map((n) => `n${n}`),
  text,
);
const body = fc.record({ label: text, popup: text, k: anything, id: text, parent: id, position }, { requiredKeys: [] });
/** n0 to n4 are there; a name, a place or a parent of their own only here and there. */
const nodes = fc.array(mostly(body, anything), { minLength: 5, maxLength: 8 }).map((bodies) =>
  bodies.map((given, index) => {
    if (typeof given !== "object" || given === null) return given;
    const { position: at, id: own, parent, ...data } = given as Record<string, unknown>;
    const named = { id: index % 5 === 3 && own ? own : `n${index}`, ...(index === 4 && parent ? { parent } : {}) };
    return { data: { ...data, ...named }, ...(at === undefined ? {} : { position: at }) };
  }),
);
const edge = fc.record({
  data: fc.record(
    { source: id, target: id, name: text, is_directed: anything },
    { requiredKeys: ["source", "target"] },
  ),
});
const graph = mostly(
  fc.record({
    elements: fc.record({ nodes, edges: fc.array(mostly(edge, anything), { maxLength: 4 }) }),
    data: mostly(fc.record({ title: anything, name: text, description: text }), anything),
  }),
  anything,
);
const rules = fc.array(fc.record({ selector: text, style: fc.dictionary(clean, anything) }), { maxLength: 3 });
const input = fc.record({
  name: text,
  graph_json: graph,
  style_json: mostly(fc.record({ style: rules }), anything),
  tags: mostly(fc.array(clean, { maxLength: 3 }), anything),
});

const state = async () =>
  Object.entries(await digestDatabase(db)).filter(
    ([table]) => table.startsWith("public.") || table.endsWith(".outbox"),
  );

/** Runs a write: what it stored is whole, or it is refused in words and left no trace. */
async function whole<T>(work: () => Promise<T>): Promise<T | null> {
  const before = await state();
  try {
    return await work();
  } catch (error) {
    if (!isAppError(error)) throw error;
    expect(error.status).toBeGreaterThanOrEqual(400);
    expect(error.status).toBeLessThan(500);
    expect(error.message).toMatch(/\S{3}/);
    expect(await state()).toEqual(before);
    return null;
  }
}

/** Everything that was told goes through the real pipeline: nothing of it may end as a dead letter. */
async function nothingLost() {
  const rows = await db.sql<(Omit<OutboxRow, "id"> & { id: string })[]>`
    select id, topic, key, value, headers, created_at as "createdAt" from notification.outbox order by id`;
  await deliver(rows.map((row) => ({ ...row, id: BigInt(row.id) })));
  expect(await db.sql`select reason from notification.dead_letter`).toEqual([]);
}

test("whatever is uploaded is stored whole and told, or refused in words without a trace", async () => {
  let stored = 0;
  await fc.assert(
    fc.asyncProperty(input, input, fc.dictionary(id, position), async (first, second, places) => {
      const made = await whole(() => createGraph(db, ana, { ...first, name: `${first.name} ${Math.random()}` }));
      if (!made) return;
      stored++;
      const { nodes } = readNetwork(JSON.parse(made.graphJson));
      const index = await db.sql<{ name: string }[]>`select name from public.node where graph_id = ${made.id}`;
      expect(index.map((row) => row.name).sort()).toEqual(nodes.map(({ id }) => id).sort());
      const { name: _, ...change } = second;
      await whole(() => updateGraph(db, ana, made.id, change));
      const layout = await whole(() => createLayout(db, ana, made.id, { name: "A", positions_json: places }));
      if (layout)
        await whole(() =>
          updateLayout(db, ana, { graphId: made.id, id: layout.id }, { positions_json: { n1: { x: 1, y: 1 } } }),
        );
      const picture = (await graphPictures(db, [{ ...made, updatedAt: `${Math.random()}` }])).get(made.id);
      for (const [, x, y] of picture?.nodes ?? []) expect([x, y].every(Number.isFinite)).toBe(true);
      await nothingLost();
    }),
    { numRuns: 150, seed: 4 },
  );
  // Enough got through for this to say something about both.
  expect(stored).toBeGreaterThan(20);
}, 120_000);

test.each<[what: string, nodes: (n: number) => object, count: number, edges: number]>([
  [
    "half of whose nodes have no place",
    (n) => ({ data: { id: `n${n}` }, ...(n % 2 ? { position: { x: n, y: 1 } } : {}) }),
    maxElements / 2,
    maxElements / 2 - 1,
  ],
  ["of one node more than springs can lay out, joined over and over", (n) => ({ data: { id: `n${n}` } }), 120, 90_000],
  ["of nodes without edges", (n) => ({ data: { id: `n${n}` } }), maxElements, 0],
])("a network %s is drawn in time", (_, node, count, edges) => {
  const network = readNetwork({
    elements: {
      nodes: Array.from({ length: count }, (_, n) => node(n)),
      edges: Array.from({ length: edges }, (_, n) => ({
        data: { source: `n${n % count}`, target: `n${(n * 7 + 1) % count}` },
      })),
    },
  });
  const started = performance.now();
  drawPicture(network);
  expect(performance.now() - started).toBeLessThan(3000);
});

test("places that no drawing reaches count as none", () => {
  const places = [
    { x: 1.7e308, y: 0 },
    { x: 1.6e308, y: -1e308 },
    { x: 1, y: "2" },
    { x: 1.5e308, y: 1 },
  ];
  const nodes = places.map((position, n) => ({ data: { id: `n${n}` }, position }));
  const picture = drawPicture(readNetwork({ elements: { nodes, edges: [] } }));
  expect(picture.nodes).toHaveLength(places.length);
  for (const [, x, y] of picture.nodes) expect([x, y].every(Number.isFinite)).toBe(true);
});
