import { expect, test } from "vitest";
import { domainEvent } from "../contract/event";
import { deliver, eventOf, messageOn } from "../testing/messages";
import { addGraph, addGroup, addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { resolveRemoval } from "./resolve-removal";

const { db } = await testDatabase();
const [ana, bo, chen, dora] = (await addPeople(db, "ana@x.org", "bo@x.org", "chen@x.org", "dora@x.org")) as [
  number,
  number,
  number,
  number,
];
const lab = await addGroup(db, "Lab", "ana@x.org", "bo@x.org");
const atlas = await addGroup(db, "Atlas", "chen@x.org");
const graph = await addGraph(db, "Wnt", "ana@x.org", { groups: [lab, atlas] });
await db.sql`insert into notification.watch (user_id, resource_type, resource_id, level)
  values (${bo}, 'graph', ${graph}, 'watching'), (${dora}, 'graph', ${graph}, 'watching')`;

const resolve = (event: object, ...types: ("owner" | "group" | "watching")[]) =>
  db.transaction((sql) => resolveRemoval(sql, domainEvent.parse(event), types));

test("a graph about to be deleted: its owner, members of all its groups, watchers, without the actor", async () => {
  const event = eventOf("graph.deleted", { id: graph }, { actor: "ana@x.org" });
  // Dora watches what she cannot see, but a removal is exempt from access.
  expect(await resolve(event, "owner", "group", "watching")).toEqual({
    owner: [ana],
    group: [bo, chen],
    watching: [bo, dora],
  });
});

test("unshared from one group concerns that group alone", async () => {
  const event = eventOf("graph.unshared", { id: graph }, { group: { id: atlas } });
  expect(await resolve(event, "group")).toEqual({ group: [chen] });
});

test("a removed member is in it, whether the row is still there or not", async () => {
  const event = eventOf("group.member_removed", { id: lab }, { group: { id: lab }, user: "dora@x.org" });
  expect(await resolve(event, "group")).toEqual({ group: [ana, bo, dora] });
});

test("nobody is an answer too, and is not computed again at ingest", async () => {
  const event = eventOf("graph.unshared", { id: graph }, { actor: "chen@x.org", group: { id: atlas } });
  const audience = await resolve(event, "group");
  expect(audience).toEqual({ group: [] });
  await db.sql`insert into notification.recorded_audience values ('/test', ${event.id}, 'group', '{}')`;
  await db.sql`insert into public.group_to_user (user_id, group_id) values (${dora}, ${atlas})`;
  expect(await deliver(db, [messageOn("group", event)])).toEqual({ events: 1, notifications: 0, deadLetters: 0 });
});
