import { afterAll, expect, test } from "vitest";
import { notify } from "../testing/notify";
import { addPeople } from "../testing/people";
import { startSmtpSink } from "../testing/smtp-sink";
import { testDatabase } from "../testing/test-database";
import { testRuntime } from "../testing/test-runtime";
import { readMail } from "./read-mail";
import { recoverDigests } from "./recover-digests";
import { runDigest } from "./run-digest";
import { openSmtpMailer } from "./smtp-mailer";

const { db } = await testDatabase();
const { config, log, secret } = testRuntime(db);
const sink = await startSmtpSink();
const mailer = openSmtpMailer({ url: sink.url });
afterAll(async () => {
  await mailer.close();
  await sink.close();
});
const run = () =>
  runDigest(
    { db, mailer, log, config, secret, worker: "test" },
    { decision: "manual", reason: "test", signals: {}, which: { everybody: true } },
  );
const attempts = () => db.sql`
  select outcome, response, begun_at is not null as begun from notification.digest_attempt order by id`;

test("every attempt is written down with the server's words, and what was handed over with its headers", async () => {
  const [ana = 0] = await addPeople(db, "ana@lab.org");
  await db.sql`insert into notification.email_schedule (user_id, cadence) values (${ana}, 'daily')`;
  const event = await notify(db.sql, [ana], { reasons: 4 });
  await db.sql`update notification.event set verb = 'graph.deleted' where id = ${event}`;
  sink.set("4xx at RCPT");
  await run();
  await db.sql`update notification.digest set retry_at = now()`;
  sink.set("250");
  await run();
  expect(await attempts()).toEqual([
    { outcome: "temporary", response: expect.stringContaining("450"), begun: true },
    { outcome: "sent", response: expect.stringContaining("250"), begun: true },
  ]);
  const [{ id }] = await db.sql<[{ id: string }]>`select id from notification.digest`;
  const story = await readMail(db, id);
  expect(story).toMatchObject({ status: "sent", attempts: 2, claimedBy: "test", runId: expect.any(String), items: 1 });
  expect(story.told).toMatchObject([{ text: "someone@lab.org deleted Wnt", readAt: null }]);
  expect(story.tries.map(({ outcome }) => outcome)).toEqual(["temporary", "sent"]);
  const [mail] = await db.sql`select subject, headers, composed_at from notification.digest`;
  expect(mail?.subject).toContain("Wnt");
  expect(mail?.headers).toMatch(/^Message-ID: <.+@localhost>$/m);
  expect(mail?.headers).not.toContain("/unsubscribe/");
  expect(mail?.composed_at).toBeInstanceOf(Date);
});

test("an attempt that nobody lived to write down is told too", async () => {
  await db.sql`update notification.digest set status = 'claimed', sending_at = now() - interval '1 hour'`;
  expect(await recoverDigests(db, 600)).toEqual({ retried: 0, unknown: 1 });
  expect((await attempts()).at(-1)).toEqual({
    outcome: "unknown",
    response: "The process that was sending it ended.",
    begun: true,
  });
});
