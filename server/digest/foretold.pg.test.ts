import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { simpleParser } from "mailparser";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { defaultPreferences } from "../contract/default-preferences";
import { savePreferences } from "../preferences/save-preferences";
import { notify } from "../testing/notify";
import { addPeople } from "../testing/people";
import { type SmtpOutcome, startSmtpSink } from "../testing/smtp-sink";
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

test("what was not handed over for sure is told: mails that wait for another try, and those that may have arrived", async () => {
  const [fay = 0] = await addPeople(db, "fay@lab.org");
  await savePreferences(db, fay, { ...defaultPreferences, email: { ...defaultPreferences.email, cadence: "daily" } });
  const again = async (outcome: SmtpOutcome) => {
    await notify(db.sql, [fay], { reasons: 4 });
    await db.sql`update notification.event set verb = 'graph.deleted'`;
    sink.set(outcome);
    await digest("--now", "--user", "fay@lab.org");
    sink.set("250");
  };
  await again("taken, then drop");
  await again("4xx at RCPT");
  expect((await digest("--now", "--dry-run", "--user", "fay@lab.org")).stdout.split("\n")[0]?.trim()).toBe(
    `${"fay@lab.org".padEnd(32)}  all that is unread was mailed before; a mail waits for another try; 1 may have arrived, see /operations/mail`,
  );
}, 120_000);

test("Ctrl-C ends a run after what is under way: no mail is left of which nobody knows", async () => {
  const people = await addPeople(db, ...Array.from({ length: 30 }, (_, index) => `many${index}@lab.org`));
  const email = { ...defaultPreferences.email, cadence: "daily" as const };
  for (const person of people) await savePreferences(db, person, { ...defaultPreferences, email });
  await notify(db.sql, people, { reasons: 4 });
  await db.sql`update notification.event set verb = 'graph.deleted'`;
  sink.taken.length = 0;
  const running = digest("--now");
  sink.onBody = () => void running.child.kill("SIGINT");
  onTestFinished(() => {
    sink.onBody = undefined;
  });
  await running;
  const left = await db.sql`
    select status, count(*)::int from notification.digest where user_id = any(${people}::int[]) group by status`;
  const counts = Object.fromEntries(left.map(({ status, count }) => [status, count]));
  expect(counts).toEqual({ sent: sink.taken.length, retry: expect.any(Number) });
}, 120_000);
