import { expect, onTestFinished, test } from "vitest";
import { listNotifications } from "../inbox/list-notifications";
import { takeSnapshot } from "../inbox/snapshot";
import { changesFor } from "../push/changes-for";
import { deliver, eventOf, messageOn } from "../testing/messages";
import { addGraph, addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { openDatabase } from "./database";

const { db, url } = await testDatabase();
const [ana = 0] = await addPeople(db, "ana@lab.org");
const graph = await addGraph(db, "Wnt", "ana@lab.org");

test.each([
  ["Europe/Berlin", "1880-05-01T10:00:00Z", /^1880-05-01T10:00:/],
  ["America/New_York", "0001-01-01T00:00:00Z", /^1970-01-01T00:00:00/],
  ["Europe/Berlin", "2026-11-29T10:00:00.123Z", /^2026-11-29T10:00:00.123Z$/],
])("in a database at %s, a time of %s stops neither lists nor push", async (zone, time, shown) => {
  const there = openDatabase(url, { max: 2 });
  onTestFinished(() => there.close());
  await db.sql.unsafe(`alter database ${new URL(url).pathname.slice(1)} set timezone to '${zone}'`);
  const snapshot = await takeSnapshot(there.sql);
  const event = eventOf("graph.updated", { id: graph }, {}, { time });
  await deliver(there, [messageOn("owner", event)]);
  const [newest] = (await listNotifications(there, ana)).notifications;
  expect(newest?.occurredAt).toMatch(shown);
  for await (const { people } of changesFor(there, { people: [ana], snapshot, limitPerPerson: 10 }))
    expect(people[0]?.arrivals[0]?.occurredAt).toMatch(shown);
});
