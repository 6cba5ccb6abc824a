import { expect, test } from "vitest";
import type { Notification } from "../contract/notification";
import { addNotification } from "../testing/notifications";
import { addGraph, addGroup, addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { type StateRow, stateColumns } from "./notification-row";
import { wordNotifications } from "./word-notifications";

const { db } = await testDatabase();
const names = ["ana", "bo", "chen", "dora", "eve", "finn"];
const people = await addPeople(db, ...names.map((name) => `${name}@lab.org`));
const [ana, bo, chen, dora, eve, finn] = people as [number, number, number, number, number, number];
const lab = await addGroup(db, "Wnt Lab", "ana@lab.org", "bo@lab.org", "chen@lab.org", "dora@lab.org", "finn@lab.org");
const graph = await addGraph(db, "Wnt", "ana@lab.org", { groups: [lab] });

test("people whom an event tells the same get the same; who is named, knows another reason, has read it or lost access does not", async () => {
  const id = await addNotification(db, {
    actor: "bo@lab.org",
    resource: { type: "graph", id: graph, name: "Wnt" },
    to: {
      [ana]: ["owner"],
      [bo]: ["watching"],
      [chen]: ["watching"],
      [dora]: ["watching"],
      [eve]: ["watching"],
      [finn]: ["watching"],
    },
  });
  await db.sql`update notification.notification set read_at = now() where user_id = ${finn} and event_id = ${id}`;
  const rows = await db.sql<StateRow[]>`
    select ${stateColumns} from notification.notification n where event_id = ${id} order by user_id`;
  const told = await wordNotifications(db.sql, rows);
  const of = (person: number) => told.get(person)?.[0] as Notification;
  expect(of(chen)).toBe(of(dora));
  expect(of(chen)).toMatchObject({ message: expect.stringMatching(/^bo /), types: ["watching"], read: false });
  expect(of(ana)).toMatchObject({ message: expect.stringMatching(/^bo /), types: ["owner"] });
  expect(of(bo)).toMatchObject({ message: expect.stringMatching(/^You /), types: ["watching"] });
  expect(of(finn)).toMatchObject({ message: of(chen).message, read: true });
  expect(told.has(eve)).toBe(false);
  const hidden = await db.sql`
    select user_id from notification.notification where event_id = ${id} and hidden_at is not null`;
  expect(hidden).toEqual([{ user_id: eve }]);
});

test("a row of an account that is gone belongs to nobody", async () => {
  const id = await addNotification(db, { resource: { type: "graph", id: graph }, to: { [chen]: ["watching"] } });
  const [row] = await db.sql<[StateRow]>`
    select ${stateColumns} from notification.notification n where event_id = ${id}`;
  expect(await wordNotifications(db.sql, [{ ...row, user_id: 999_999 }])).toEqual(new Map());
});

test("who watches a public graph and is not in the group is not told its name, whoever else is told of it", async () => {
  const open = await addGraph(db, "Open", "ana@lab.org", { groups: [lab], isPublic: true });
  const id = await addNotification(db, {
    verb: "graph.shared",
    resource: { type: "graph", id: open, name: "Open" },
    group: { id: lab, name: "Wnt Lab" },
    to: { [chen]: ["watching"], [eve]: ["watching"] },
  });
  const rows = await db.sql<StateRow[]>`
    select ${stateColumns} from notification.notification n where event_id = ${id} order by user_id`;
  const told = await wordNotifications(db.sql, rows);
  expect(told.get(chen)?.[0]?.group).toEqual({ id: String(lab), name: "Wnt Lab" });
  expect(told.get(eve)?.[0]?.group).toBe(null);
  expect(JSON.stringify(told.get(eve))).not.toContain("Wnt Lab");
});
