import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { simpleParser } from "mailparser";
import { afterAll, expect, test } from "vitest";
import { defaultPreferences } from "../contract/default-preferences";
import { savePreferences } from "../preferences/save-preferences";
import { notify } from "../testing/notify";
import { addPeople } from "../testing/people";
import { startSmtpSink } from "../testing/smtp-sink";
import { testDatabase } from "../testing/test-database";
import { explainDigest } from "./explain-digest";
import { nextMail } from "./next-mail";

const { db, url } = await testDatabase();
const sink = await startSmtpSink();
afterAll(() => sink.close());

const settings = { DATABASE_URL: url, AUTH_SECRET: "s".repeat(40), SMTP_URL: sink.url, LOG_LEVEL: "warn" };
const digest = (...words: string[]) =>
  promisify(execFile)(process.execPath, ["--import", "tsx", "server/commands/digest.ts", ...words], {
    // Not the test runner's own settings: it sets BASE_URL.
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...settings } as unknown as NodeJS.ProcessEnv,
  });

test("what settings, the dry run and the run by hand say is what is mailed, and the dry run mails nothing", async () => {
  const [ana = 0, bo = 0, chen = 0] = await addPeople(db, "ana@lab.org", "bo@lab.org", "chen@lab.org", "dora@lab.org");
  const email = { ...defaultPreferences.email, cadence: "daily" as const };
  for (const person of [ana, bo]) await savePreferences(db, person, { ...defaultPreferences, email });
  await savePreferences(db, chen, { ...defaultPreferences, email: { ...email, cadence: "off" } });
  const events = [];
  for (const name of ["First", "Second", "Third", "Fourth", "Read", "Archived", "Muted"])
    events.push(await notify(db.sql, name === "First" ? [ana, bo, chen] : [ana, chen], { reasons: 4, name }));
  const [, , , , read = "", archived = "", muted = ""] = events;
  await db.sql`update notification.event set verb = 'graph.deleted'`;
  await db.sql`update notification.notification set read_at = now() where event_id = ${read} or user_id = ${bo}`;
  await db.sql`update notification.notification set archived_at = now() where event_id = ${archived}`;
  await db.sql`update notification.event set resource_id = 77 where id = ${muted}`;
  await db.sql`insert into notification.watch (user_id, resource_type, resource_id, level) values (${ana}, 'graph', 77, 'muted')`;

  const next = await nextMail(db, ana);
  expect(next.count).toBe(4);
  expect(next.first).toHaveLength(3);
  expect(next.first[0]).toContain("Fourth");
  const said = ["ana@lab.org", "bo@lab.org", "chen@lab.org"].map((address, index) => {
    const why = ["4 unread notifications", "nothing unread to mail", "wants no e-mail"][index];
    return `  ${address.padEnd(32)}  ${why}`;
  });
  said.push("  1 person has not asked for e-mail.");
  const dry = await digest("--now", "--dry-run");
  expect(dry.stdout.split("\n")).toEqual([...said, "Nothing was sent (--dry-run).", ""]);
  expect(sink.taken).toHaveLength(0);
  expect(await db.sql`select from notification.digest`).toHaveLength(0);
  expect((await explainDigest(db)).people.map(({ count }) => count)).toEqual([4, 0, 0]);

  const run = await digest("--now");
  expect(run.stdout.split("\n")).toEqual([...said, "Mails: 1 sent.", ""]);
  expect(sink.taken.map(({ to }) => to)).toEqual(["ana@lab.org"]);
  const { text = "" } = await simpleParser(sink.taken[0]?.raw ?? "");
  expect(text).toContain("4 unread notifications");
  for (const name of ["First", "Second", "Third", "Fourth"]) expect(text).toContain(name);
  for (const name of ["Read", "Archived", "Muted"]) expect(text).not.toMatch(new RegExp(`\\b${name}\\b`));
  for (const words of next.first) expect(text).toContain(words);
  expect(await nextMail(db, ana)).toMatchObject({ count: 0, first: [] });
}, 120_000);

test("those summed up as a number are in the ledger too, and in no later mail", async () => {
  const [eve = 0] = await addPeople(db, "eve@lab.org");
  await savePreferences(db, eve, { ...defaultPreferences, email: { ...defaultPreferences.email, cadence: "daily" } });
  for (let index = 0; index < 64; index++) await notify(db.sql, [eve], { reasons: 4, name: `Network ${index}` });
  await db.sql`update notification.event set verb = 'graph.deleted'`;
  sink.taken.length = 0;
  await digest("--now", "--user", "eve@lab.org");
  const { text = "" } = await simpleParser(sink.taken[0]?.raw ?? "");
  expect(text).toContain("64 unread notifications");
  expect(text).toContain("and 14 more");
  expect(text.match(/\/notifications\/open\//g)).toHaveLength(50);
  const ledger = await db.sql`select event_id from notification.digest_item where user_id = ${eve}`;
  expect(ledger).toHaveLength(64);
  expect((await digest("--now", "--user", "eve@lab.org")).stdout).toContain("all that is unread was mailed before");
  expect(sink.taken).toHaveLength(1);
}, 120_000);
