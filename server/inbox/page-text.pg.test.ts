import { expect, test } from "vitest";
import { notification } from "../contract/notification";
import { addNotification } from "../testing/notifications";
import { addGraph, addGroup, addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { listNotifications } from "./list-notifications";
import { pageText } from "./page-text";

const { db } = await testDatabase();
const [ana, bo, eve] = (await addPeople(db, "ana@lab.org", "bo@lab.org", "eve@lab.org")) as [number, number, number];
const lab = await addGroup(db, 'The "Wnt" Lab\u2028', "ana@lab.org", "bo@lab.org");
const graph = await addGraph(db, "Wnt", "ana@lab.org", { isPublic: true, groups: [lab] });
const everyone = { [ana]: ["owner", "watching"], [bo]: ["group"], [eve]: ["watching"] } as const;
const to = everyone as unknown as Parameters<typeof addNotification>[1]["to"];
const group = { id: lab, name: 'The "Wnt" Lab\u2028' };
const changed = await addNotification(db, { resource: { type: "graph", id: graph, name: "\\ Wnt\n" }, group, to });
await addNotification(db, { verb: "graph.shared", resource: { type: "graph", id: graph }, group, to });
await addNotification(db, { verb: "graph.deleted", resource: { type: "graph", id: 999_999 }, to });
await addNotification(db, { actor: null, message: "It’s “new” 🧬", resource: { type: "graph", id: graph }, to });

const sameAsJson = async () => {
  for (const person of [ana, bo, eve]) {
    const page = await listNotifications(db, person, { limit: 3 });
    const more = await listNotifications(db, person, { limit: 3, cursor: page.nextCursor });
    expect(more.notifications).toHaveLength(1);
    for (const each of [page, more]) expect(JSON.parse(pageText(each))).toEqual(JSON.parse(JSON.stringify(each)));
  }
};

test("a page's text says what JSON.stringify says, of each reader's own, also where it was written before", async () => {
  await sameAsJson();
  await sameAsJson();
  await db.sql`
    update notification.notification set read_at = now(), saved_at = now(), woken_at = now(), revision = 7
    where user_id = ${bo} and event_id = ${changed}`;
  await db.sql`update notification.notification set reasons = 7 where user_id = ${eve}`;
  await db.sql`update public.graph set is_public = 0 where id = ${graph}`;
  await db.sql`insert into public.group_to_user (user_id, group_id) values (${eve}, ${lab})`;
  await sameAsJson();
  // Gone now, and said so.
  await db.sql`delete from public.graph where id = ${graph}`;
  await sameAsJson();
});

test("every field of a notification is in the text", async () => {
  const { notifications } = JSON.parse(pageText(await listNotifications(db, ana)));
  expect(Object.keys(notifications[0]).toSorted()).toEqual(Object.keys(notification.shape).toSorted());
});
