import { expect, test } from "vitest";
import { notificationTypeNames } from "../contract/notification-types";
import { deliver, messageOn } from "../testing/messages";
import { addGraph, addGroup, addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { demoScene, sampleEvent, sampleOriginal } from "./sample-event";

const { db, url } = await testDatabase();
const [ana = 0] = await addPeople(db, "ana@example.org", "bo@example.org");
const lab = await addGroup(db, "Wnt Lab", "ana@example.org", "bo@example.org");
const watched = await addGraph(db, "Wnt", "bo@example.org", { groups: [lab] });
await addGraph(db, "PCNA", "ana@example.org");
await db.sql`insert into notification.watch values (${ana}, 'graph', ${watched}, 'watching')`;

test.each(notificationTypeNames)(
  "on %s, an invented event and an invented original reach the reader named",
  async (type) => {
    const scene = await demoScene(type, url);
    expect(scene.reader).toBe("ana@example.org");
    for (const message of [sampleEvent(type, scene), sampleOriginal(type, scene)]) {
      await db.sql`truncate notification.event, notification.notification`;
      await deliver(db, [messageOn(type, message)]);
      expect((await db.sql`select user_id from notification.notification`).map((row) => row.user_id)).toContain(ana);
    }
  },
);
