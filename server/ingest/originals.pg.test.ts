import { beforeEach, expect, test } from "vitest";
import { deliver, eventOf, messageOn } from "../testing/messages";
import { addGraph, addGroup, addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";

const { db } = await testDatabase();
const [, bo, , dora] = await addPeople(db, "ana@lab.org", "bo@lab.org", "chen@lab.org", "dora@lab.org");
const lab = await addGroup(db, "Wnt Lab", "ana@lab.org", "bo@lab.org");
const atlas = await addGroup(db, "Yeast Atlas", "chen@lab.org", "bo@lab.org");
const wnt = await addGraph(db, "Wnt", "ana@lab.org", { groups: [lab] });

beforeEach(
  () => db.sql`truncate notification.event, notification.notification, notification.dead_letter, notification.watch`,
);

const original = (fields: object = {}) => ({
  owner_email: "ana@lab.org",
  message: "Graph Wnt updated.",
  resource: "graph",
  resource_id: wnt,
  type: "update",
  ...fields,
});
const told = async () =>
  Object.fromEntries(
    (
      await db.sql`select split_part(u.email, '@', 1) as name, n.reasons from notification.notification n
        join public."user" u on u.id = n.user_id order by u.email`
    ).map(({ name, reasons }) => [name, reasons]),
  );
const event = async () => (await db.sql`select * from notification.event`)[0];
const watch = (userId: number | undefined) => db.sql`
  insert into notification.watch values (${userId as number}, 'graph', ${wnt}, 'watching')`;

test("on owner: the owner, with its text as it came and the name that the message left out", async () => {
  await deliver(db, [messageOn("owner", original())]);
  expect(await told()).toEqual({ ana: 1 });
  expect(await event()).toMatchObject({
    source: "/graphspace/original",
    verb: "graph.updated",
    message: "Graph Wnt updated.",
    resource_name: "Wnt",
    graph_id: wnt,
  });
});

test("without an owner, by HTTP Basic, the database says whose it is", async () => {
  await deliver(db, [
    messageOn("owner", original({ owner_email: null })),
    messageOn("owner", original({ owner_email: undefined })),
  ]);
  expect(await told()).toEqual({ ana: 1 });
  expect(await db.sql`select from notification.event`).toHaveLength(2);
});

test("on owner it also reaches the watchers of its resource who may see it", async () => {
  await watch(bo);
  await watch(dora);
  await deliver(db, [messageOn("owner", original())]);
  expect(await told()).toEqual({ ana: 1, bo: 4 });
});

test("on group: members without the actor, ids from a URL welcome", async () => {
  await deliver(db, [messageOn("group", original({ type: "share", group_id: String(lab), resource_id: String(wnt) }))]);
  expect(await told()).toEqual({ bo: 2 });
  expect(await event()).toMatchObject({ group_id: lab, group_name: "Wnt Lab", group_ids: [lab] });
});

test("several groups at once: each member is told once, by the group they are in", async () => {
  await deliver(db, [messageOn("group", original({ type: "share", group_ids: [lab, atlas] }))]);
  expect(await told()).toEqual({ bo: 2, chen: 2 });
  expect(await event()).toMatchObject({ group_ids: [lab, atlas] });
  expect(await db.sql`select group_id from notification.notification order by user_id`).toEqual([
    { group_id: Math.min(lab, atlas) },
    { group_id: atlas },
  ]);
});

test("a removed member is told too, found by the id that stands as resource id", async () => {
  await deliver(db, [
    messageOn(
      "group",
      original({
        resource: "group_member",
        type: "remove",
        resource_id: dora,
        group_id: String(lab),
        message: "Group member dora@lab.org removed.",
      }),
    ),
  ]);
  expect(await told()).toEqual({ bo: 2, dora: 2 });
  expect(await event()).toMatchObject({
    verb: "group.member_removed",
    resource_type: "group",
    resource_id: lab,
    affected: "dora@lab.org",
  });
});

test("one who joins by themselves has no actor: all members are told", async () => {
  await deliver(db, [
    messageOn(
      "group",
      original({
        owner_email: undefined,
        resource: "group_member",
        type: "add",
        resource_id: bo,
        group_id: String(lab),
      }),
    ),
  ]);
  expect(await told()).toEqual({ ana: 2, bo: 2 });
});

test("identity is topic, partition, offset and time: again it is one, after the topic was made anew it is two", async () => {
  const message = messageOn("owner", original());
  await deliver(db, [message]);
  await deliver(db, [message, message]);
  expect(await db.sql`select from notification.event`).toHaveLength(1);
  await deliver(db, [{ ...message, timestamp: new Date(message.timestamp.getTime() + 1) }]);
  await deliver(db, [{ ...message, partition: 1 }]);
  expect(await db.sql`select from notification.event`).toHaveLength(3);
});

test("named by its outbox row it is one wherever it stands, however long the name and whatever it is cut within", async () => {
  const headers = { "graphspace-outbox-id": `${"a".repeat(63)}🧬` };
  const message = messageOn("owner", original(), { headers });
  expect(await deliver(db, [message])).toMatchObject({ events: 1, deadLetters: 0 });
  await deliver(db, [messageOn("owner", original(), { headers, partition: 1 })]);
  expect(await db.sql`select from notification.event`).toHaveLength(1);
  // An empty name names nothing.
  const nameless = { "graphspace-outbox-id": "" };
  await deliver(db, [messageOn("owner", original(), { headers: nameless })]);
  await deliver(db, [messageOn("owner", original(), { headers: nameless })]);
  expect(await db.sql`select from notification.event`).toHaveLength(3);
});

test("deleted: the owner it names, and those who were told of it before", async () => {
  const doomed = await addGraph(db, "Doomed", "ana@lab.org", { groups: [lab] });
  await deliver(db, [
    messageOn("group", eventOf("graph.shared", { id: doomed }, { actor: "ana@lab.org", group: { id: lab } })),
  ]);
  await db.sql`delete from public.graph where id = ${doomed}`;
  const message = messageOn(
    "owner",
    original({ type: "delete", resource_id: String(doomed), message: "Graph Doomed deleted." }),
  );
  expect(await deliver(db, [message])).toMatchObject({ events: 1, deadLetters: 0 });
  expect(await told()).toEqual({ ana: 1, bo: 2 });
});
