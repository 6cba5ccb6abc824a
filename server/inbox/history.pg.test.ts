import { beforeAll, expect, test } from "vitest";
import { outboxSource } from "../ingest/outbox-source";
import type { OutboxRow } from "../outbox/relay";
import { addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { testRuntime } from "../testing/test-runtime";
import type { Actor } from "../workspace/actor";
import { createGraph } from "../workspace/create-graph";
import { createGroup } from "../workspace/create-group";
import { createLayout } from "../workspace/create-layout";
import { addMember } from "../workspace/members";
import { shareGraph } from "../workspace/share-graph";
import { updateGraph } from "../workspace/update-graph";
import { countNotifications } from "./count-notifications";
import { explainMissing } from "./explain-missing";
import { listHistory } from "./list-history";
import { markOpened } from "./mark-opened";

const { db } = await testDatabase();
const runtime = testRuntime(db);
const deliver = outboxSource({ ...runtime, clusterId: "embedded" }, runtime.config.topics);
let [ana, bo, chen] = [] as unknown as [Actor, Actor, Actor];
let graphId: number;

beforeAll(async () => {
  const emails = ["ana@lab.org", "bo@lab.org", "chen@lab.org"];
  const ids = await addPeople(db, ...emails);
  [ana, bo, chen] = ids.map((userId, index) => ({ userId, email: emails[index], admin: false })) as [
    Actor,
    Actor,
    Actor,
  ];
  const [bos, secret] = [
    await createGroup(db, ana, { name: "Bo's lab" }),
    await createGroup(db, ana, { name: "Secret lab" }),
  ];
  await addMember(db, ana, bos.id, { email: "bo@lab.org" });
  await addMember(db, ana, secret.id, { email: "chen@lab.org" });
  const graph = await createGraph(db, ana, {
    name: "Wnt",
    graph_json: { elements: { nodes: [{ data: { id: "a" } }], edges: [] } },
  });
  graphId = graph.id;
  await shareGraph(db, ana, { graphId, groupId: bos.id });
  await shareGraph(db, ana, { graphId, groupId: secret.id });
  await createLayout(db, ana, graphId, { name: "Private sketch" });
  await createLayout(db, chen, graphId, { name: "Shown", is_shared: 1 });
  await updateGraph(db, ana, graphId, { tags: ["wnt"] });
  await createGraph(db, ana, { name: "Another", graph_json: { elements: { nodes: [], edges: [] } } });
  const rows = await db.sql<(Omit<OutboxRow, "id"> & { id: string })[]>`
    select id, topic, key, value, headers, created_at as "createdAt" from notification.outbox order by id`;
  await deliver(rows.map((row) => ({ ...row, id: BigInt(row.id) })));
});

const history = async (viewer: Actor) =>
  (await listHistory(db, viewer, { type: "graph", id: graphId })).map(({ parts }) =>
    parts.map(({ text }) => text).join(""),
  );

test("a graph's history tells each reader no more than they may know", async () => {
  expect(await history(ana)).toEqual(
    expect.arrayContaining(["You shared Wnt with Secret lab", "You saved layout Private sketch on Wnt"]),
  );
  const bos = await history(bo);
  expect(bos).toEqual(expect.arrayContaining(["ana uploaded Wnt", "ana shared Wnt with Bo's lab", "ana changed Wnt"]));
  expect(bos.join("\n")).not.toMatch(/Secret|Private|Another/);
});

test("why one did not hear of something tells no more than the history does", async () => {
  const events = async (viewer: Actor) => (await explainMissing(db, viewer, { type: "graph", id: graphId })).events;
  const bos = await events(bo);
  expect(bos.map(({ message }) => message)).toEqual(await history(bo));
  expect(bos).toContainEqual(
    expect.objectContaining({ message: "ana shared Wnt with Bo's lab", told: true, text: "It is in your inbox." }),
  );
  expect(bos).toContainEqual(
    expect.objectContaining({
      message: "ana changed Wnt",
      told: false,
      text: expect.stringMatching(/You do not watch/),
    }),
  );
});

test("opening a graph reads what is unread about it and its layouts, and nothing else", async () => {
  const unread = async (actor: Actor) => (await countNotifications(db, actor.userId)).unread;
  const before = await unread(ana);
  const { affected } = await markOpened(db, ana.userId, graphId);
  expect(affected).toBeGreaterThan(1);
  expect(await unread(ana)).toBe(before - affected);
  const left = await db.sql`
    select distinct e.resource_name from notification.notification n join notification.event e on e.id = n.event_id
    where n.user_id = ${ana.userId} and n.read_at is null order by 1`;
  expect(left.map((row) => row.resource_name)).toEqual(["Another", "Bo's lab", "Secret lab"]);
  expect(await unread(bo)).toBeGreaterThan(0);
  expect(await markOpened(db, ana.userId, graphId)).toEqual({ affected: 0 });
});
