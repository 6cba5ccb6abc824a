import { expect, test } from "vitest";
import { readConfig } from "../config";
import { notificationTypeNames } from "../contract/notification-types";
import { createLogger } from "../logger";
import { createMetrics } from "../metrics";
import { testDatabase } from "../testing/test-database";
import { seedDemo } from "./seed-demo";
import { demoPeople } from "./seed-people";

const { db } = await testDatabase();
const runtime = { db, log: createLogger("silent"), metrics: createMetrics(), config: readConfig({}) };

test("the demo fills an empty database, once, in under two seconds, and leaves nothing as a dead letter", async () => {
  const started = performance.now();
  expect(await seedDemo(runtime)).toBe(true);
  expect(performance.now() - started).toBeLessThan(2000);
  expect(await db.sql`select reason from notification.dead_letter`).toEqual([]);
  expect(await seedDemo(runtime)).toBe(false);
  const [row] = await db.sql`select count(*)::int as people from public."user"`;
  expect(row?.people).toBe(demoPeople.length);
});

test("Ana's inbox shows every state and every type, seven of it unread, and weeks of days", async () => {
  const rows = await db.sql`
    select n.*, e.verb, e.ingested_at from notification.notification n join notification.event e on e.id = n.event_id
    join public."user" u on u.id = n.user_id where u.email = 'ana@example.org' order by n.event_id`;
  const unread = rows.filter((row) => !row.read_at && !row.snoozed_until && !row.archived_at);
  expect(unread).toHaveLength(7);
  expect(rows.filter((row) => row.saved_at)).toHaveLength(3);
  expect(rows.filter((row) => row.snoozed_until)).toHaveLength(2);
  expect(rows.filter((row) => row.archived_at).length).toBeGreaterThanOrEqual(4);
  for (const bit of notificationTypeNames.map((_, index) => 1 << index))
    expect(rows.some((row) => (row.reasons & bit) !== 0)).toBe(true);
  expect(rows.some((row) => row.reasons === 6)).toBe(true);
  const times = rows.map((row) => (row.ingested_at as Date).getTime());
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(Date.now() - (times[0] ?? 0)).toBeGreaterThan(40 * 86_400_000);
});
