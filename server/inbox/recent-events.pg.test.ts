import { expect, test } from "vitest";
import type { Database } from "../database/database";
import { addNotification } from "../testing/notifications";
import { addGraph, addGroup, addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { listNotifications } from "./list-notifications";

const { db } = await testDatabase();
const [, eve = 0] = await addPeople(db, "ana@lab.org", "eve@lab.org");
const lab = await addGroup(db, "Secret Lab", "ana@lab.org");
const graph = await addGraph(db, "Wnt", "ana@lab.org", { isPublic: true, groups: [lab] });
const resource = { type: "graph", id: graph } as const;

/** A database in which something happens between a list's rows and their events. */
function meddledWith(meddle: () => Promise<unknown>): Database {
  let calls = 0;
  return Object.create(db, {
    within: {
      value: async (...work: Parameters<Database["within"]>) => {
        calls++;
        if (calls === 2) await meddle();
        return db.within(...work);
      },
    },
  });
}

test("an event that learns of its group while a list is read tells no watcher of a group that is not theirs", async () => {
  const id = await addNotification(db, { resource, to: { [eve]: ["watching"] } });
  const learns = () => db.sql`
    update notification.event set group_id = ${lab}, group_name = 'Secret Lab', group_ids = ${[lab]} where id = ${id}`;
  const { notifications } = await listNotifications(meddledWith(learns), eve);
  expect(notifications).toMatchObject([{ id, group: null }]);
  expect(JSON.stringify(notifications)).not.toContain("Secret");
});

test("an event that is deleted while a list is read is not in it", async () => {
  const id = await addNotification(db, { resource, to: { [eve]: ["watching"] } });
  const { notifications } = await listNotifications(
    meddledWith(() => db.sql`delete from notification.event where id = ${id}`),
    eve,
  );
  expect(notifications.map((each) => each.id)).not.toContain(id);
});
