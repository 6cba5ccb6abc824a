import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { openDatabase } from "../database/database";
import { notify } from "../testing/notify";
import { addPeople } from "../testing/people";
import { silentProxy } from "../testing/silent-proxy";
import { startSmtpSink } from "../testing/smtp-sink";
import { testDatabase } from "../testing/test-database";
import { testRuntime } from "../testing/test-runtime";
import { planDue } from "./plan-due";
import { recoverDigests } from "./recover-digests";
import { type Run, runDigest } from "./run-digest";
import { openSmtpMailer } from "./smtp-mailer";

const { db, url } = await testDatabase();
const { config, log, secret } = testRuntime(db);
const sink = await startSmtpSink();
afterAll(() => sink.close());

let made = 0;
beforeEach(async () => {
  sink.set("250");
  sink.taken.length = 0;
  await db.sql`truncate notification.email_schedule, notification.digest, notification.digest_item`;
});

/** So many people whose mail is due. */
async function due(count = 1): Promise<number[]> {
  const people = await addPeople(db, ...Array.from({ length: count }, () => `person${++made}@lab.org`));
  await db.sql`
    insert into notification.email_schedule (user_id, cadence, next_due_at)
    select person, 'daily', now() from unnest(${people}::int[]) person`;
  const event = await notify(db.sql, people, { reasons: 4 });
  await db.sql`update notification.event set verb = 'graph.deleted' where id = ${event}`;
  return people;
}
async function send({ at = sink.url, from = db, ...run }: Partial<Run> & { at?: string; from?: typeof db } = {}) {
  const mailer = openSmtpMailer({ url: at, silenceMs: 10_000 });
  onTestFinished(() => mailer.close());
  const deps = { db: from, mailer, log, config, secret, worker: `worker-${++made}` };
  return runDigest(deps, { decision: "ran", reason: "test", signals: {}, ...run });
}
const digests = () => db.sql`select status, attempts from notification.digest order by user_id`;
const hourLater = () => db.sql`update notification.digest set retry_at = retry_at - interval '1 hour'`;

test("who is due is mailed once, by several workers at once too", async () => {
  await due(60);
  const results = await Promise.all(Array.from({ length: 4 }, () => send()));
  expect(results.reduce((sum, { mails }) => sum + mails, 0)).toBe(60);
  expect(new Set(sink.taken.map(({ to }) => to)).size).toBe(60);
  expect(sink.taken).toHaveLength(60);
  // Nobody is due any more.
  expect(await db.sql`select from notification.email_schedule where next_due_at is not null`).toHaveLength(0);
});

test("a worker passes over people whom another is just taking", async () => {
  const [taken = 0] = await due(3);
  await db.sql.begin(async (sql) => {
    await sql`select from notification.email_schedule where user_id = ${taken} for update`;
    expect((await send()).mails).toBe(2);
  });
  expect((await send()).mails).toBe(1);
});

test("a server that is away costs no attempt: the mail waits a minute, however often", async () => {
  await due(3);
  for (let round = 0; round < 6; round++) {
    const { outcomes } = await send({ at: "smtp://127.0.0.1:9" });
    expect(outcomes).toEqual({ retry: 3 });
    expect(await digests()).toEqual(Array(3).fill({ status: "retry", attempts: 0 }));
    expect((await send()).mails).toBe(0);
    await hourLater();
  }
  expect((await send()).mails).toBe(3);
  expect(sink.taken).toHaveLength(3);
});

test("greylisted, it is offered again and arrives once", async () => {
  await due();
  sink.set("4xx at RCPT");
  expect((await send()).outcomes).toEqual({ retry: 1 });
  sink.set("250");
  // Not before its time.
  expect((await send()).mails).toBe(0);
  await hourLater();
  expect((await send()).mails).toBe(1);
  expect(await digests()).toEqual([{ status: "sent", attempts: 2 }]);
  expect(sink.taken).toHaveLength(1);
});

test("refused for now, it is tried again after a minute, ten and an hour; then it has failed, and the next mail tells it", async () => {
  const [person = 0] = await due();
  sink.set("4xx after DATA");
  for (const minutes of [1, 10, 60]) {
    expect((await send()).outcomes).toEqual({ retry: 1 });
    const [waits] =
      await db.sql`select extract(epoch from retry_at - now())::float8 / 60 as minutes from notification.digest`;
    expect(Math.abs(waits?.minutes - minutes)).toBeLessThan(0.5);
    await hourLater();
  }
  expect((await send()).outcomes).toEqual({ failed: 1 });
  expect((await send()).outcomes).toEqual({});
  sink.set("250");
  await db.sql`update notification.email_schedule set next_due_at = now() where user_id = ${person}`;
  expect((await send()).outcomes).toEqual({ sent: 1 });
  expect(sink.taken).toHaveLength(1);
});

test("two mails of one person that are tried again together each tell their own", async () => {
  const [person = 0] = await due();
  const events: string[] = [];
  for (const name of ["First", "Second"]) {
    const event = await notify(db.sql, [person], { reasons: 4, name });
    await db.sql`update notification.event set verb = 'graph.deleted' where id = ${event}`;
    await db.sql`update notification.email_schedule set next_due_at = now() where user_id = ${person}`;
    events.push(event);
    sink.set("4xx at RCPT");
    await send();
  }
  sink.set("250");
  await hourLater();
  expect((await send()).mails).toBe(2);
  for (const event of events)
    expect(sink.taken.filter(({ raw }) => raw.includes(`/notifications/open/${event}\r\n`))).toHaveLength(1);
});

test("the database goes away while the body is on its way and comes back: what the server said is not forgotten", async () => {
  await due();
  const proxy = await silentProxy(Number(new URL(url).port));
  const through = new URL(url);
  through.port = String(proxy.port);
  const own = openDatabase(through.toString(), { max: 2 });
  onTestFinished(() => own.close());
  sink.onBody = () => proxy.silence();
  onTestFinished(() => {
    sink.onBody = undefined;
  });
  const { outcomes } = await send({ from: own });
  expect(outcomes).toEqual({ sent: 1 });
  expect(await digests()).toEqual([{ status: "sent", attempts: 1 }]);
  expect((await send()).mails).toBe(0);
  expect(sink.taken).toHaveLength(1);
}, 120_000);

test("the clock put back by a month: nothing is mailed twice and nothing waits for a month", async () => {
  const [sent = 0, planned = 0, claimed = 0, begun = 0, retried = 0] = await due(5);
  await send({ which: { userIds: [sent, claimed, begun, retried] } });
  expect(sink.taken).toHaveLength(4);
  // As a clock that was a month ahead had left it.
  const future = (status: string, user: number, begins: boolean) => db.sql`
    update notification.digest set status = ${status}, claimed_at = now() + interval '1 month', settled_at = null,
      retry_at = case when ${status} = 'retry' then now() + interval '1 month' end,
      sending_at = case when ${begins} then now() + interval '1 month' end
    where user_id = ${user}`;
  await Promise.all([
    future("claimed", claimed, false),
    future("claimed", begun, true),
    future("retry", retried, false),
  ]);
  await db.sql`update notification.email_schedule set next_due_at = now() + interval '1 month' where user_id = ${planned}`;
  await db.sql`update notification.digest set settled_at = now() + interval '1 month' where user_id = ${sent}`;
  sink.taken.length = 0;

  expect(await recoverDigests(db, 600)).toEqual({ retried: 1, unknown: 1 });
  await planDue(db);
  await send();
  const status = await db.sql`select user_id, status from notification.digest order by user_id`;
  expect(Object.fromEntries(status.map((row) => [row.user_id, row.status]))).toEqual({
    [sent]: "sent",
    [claimed]: "sent",
    [begun]: "unknown",
    [retried]: "sent",
  });
  expect(sink.taken).toHaveLength(2);
  const [plan] = await db.sql`
    select next_due_at < now() + interval '2 days' as soon from notification.email_schedule where user_id = ${planned}`;
  expect(plan?.soon).toBe(true);
});

test("a run waits between chunks while the load is back, and goes on", async () => {
  await due(70);
  const sentWhenAsked: number[] = [];
  let busy = 2;
  const tooBusy = async () => {
    sentWhenAsked.push(sink.taken.length);
    return sink.taken.length > 0 && busy-- > 0;
  };
  expect((await send({ tooBusy })).mails).toBe(70);
  // Asked before the first chunk, then twice more than there are chunks: nothing went out in between.
  expect(sentWhenAsked.slice(0, 4)).toEqual([0, 20, 20, 20]);
});

test("a run that was forced keeps to its rate", async () => {
  await due(6);
  const began = performance.now();
  expect((await send({ mailsPerSecond: 4 })).mails).toBe(6);
  expect(performance.now() - began).toBeGreaterThan(1_200);
});

test("what was looked at and waits for longer than a second is looked at again", async () => {
  await due(8);
  const running = send({ mailsPerSecond: 2 });
  while (sink.taken.length < 1) await sleep(10);
  // All of it is read on the web while the run is under way; five were looked at together.
  await db.sql`update notification.notification set read_at = now()`;
  // Those that went out within the second did not know.
  expect((await running).mails).toBeLessThanOrEqual(3);
  expect((await digests()).filter(({ status }) => status === "dismissed").length).toBeGreaterThanOrEqual(5);
});

test("a run that is stopped gives back what it has not sent, looked at or not, and no attempt is counted", async () => {
  await due(30);
  const { mails } = await send({ mailsPerSecond: 2, stopped: () => sink.taken.length > 0 });
  expect(mails).toBeLessThan(5);
  const left = await db.sql`select attempts, sending_at from notification.digest where status = 'retry'`;
  expect(left).toHaveLength(20 - mails);
  expect(left.every((row) => row.attempts === 0 && row.sending_at === null)).toBe(true);
  expect((await send()).mails).toBe(30 - mails);
  expect(sink.taken).toHaveLength(30);
});
