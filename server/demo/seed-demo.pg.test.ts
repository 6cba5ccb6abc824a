import { expect, test } from "vitest";
import { readConfig } from "../config";
import { notificationTypeNames } from "../contract/notification-types";
import { listMails } from "../digest/list-mails";
import { listRuns } from "../digest/list-runs";
import { createLogger } from "../logger";
import { createMetrics } from "../metrics";
import { listDeadLetters } from "../operations/list-dead-letters";
import { readMinutes } from "../operations/read-figures";
import { rehearseReplay } from "../operations/replay-dead-letter";
import { testDatabase } from "../testing/test-database";
import { seedDemo } from "./seed-demo";
import { demoPeople } from "./seed-people";

const { db } = await testDatabase();
const runtime = { db, log: createLogger("silent"), metrics: createMetrics(), config: readConfig({}) };

test("the demo fills an empty database, once, in under two seconds, and leaves nothing as a dead letter", async () => {
  const started = performance.now();
  expect(await seedDemo(runtime)).toBe(true);
  expect(performance.now() - started).toBeLessThan(2000);
  expect(await db.sql`select reason from notification.dead_letter where "offset" < 9000`).toEqual([]);
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

test("the pages for administrators have something to show, and one dead letter can be replayed", async () => {
  const { deadLetters } = await listDeadLetters(db, { state: "waiting" });
  const outcomes = await Promise.all(deadLetters.map(({ id }) => rehearseReplay(runtime, id)));
  expect(outcomes.map(({ refused }) => refused !== null)).toEqual([false, true, true]);
  expect(outcomes[0]?.notifications).toBeGreaterThan(2);
  expect((await listRuns(db, { made: true })).length).toBeGreaterThan(5);
  expect(await listMails(db, { status: "unknown" })).toHaveLength(1);
  expect((await readMinutes(db)).filter(({ events }) => events > 0).length).toBeGreaterThan(30);
});
