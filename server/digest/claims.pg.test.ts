import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { notify } from "../testing/notify";
import { addPeople } from "../testing/people";
import { startSmtpSink } from "../testing/smtp-sink";
import { testDatabase } from "../testing/test-database";
import { testRuntime } from "../testing/test-runtime";
import type { Which } from "./claim-digests";
import { planDue } from "./plan-due";
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

let made = 0;
beforeEach(async () => {
  sink.set("250");
  sink.taken.length = 0;
  await db.sql`truncate notification.email_schedule, notification.digest, notification.digest_item`;
});

/** Somebody whose mail is due. */
async function due(): Promise<{ person: number; address: string }> {
  const address = `person${++made}@lab.org`;
  const [person = 0] = await addPeople(db, address);
  await db.sql`insert into notification.email_schedule (user_id, cadence, next_due_at) values (${person}, 'daily', now())`;
  const event = await notify(db.sql, [person], { reasons: 4 });
  await db.sql`update notification.event set verb = 'graph.deleted' where id = ${event}`;
  return { person, address };
}
const send = (which?: Which) =>
  runDigest(
    { db, mailer, log, config, secret, worker: "test" },
    { decision: "ran", reason: "test", signals: {}, which },
  );
const receivers = () => sink.taken.map(({ to }) => to);

/** It has just become quiet there, for one to two hours. */
const quietNow = (person: number) => db.sql`
  update notification.email_schedule set time_zone = 'Asia/Kolkata',
    quiet_from = extract(hour from now() at time zone 'Asia/Kolkata'),
    quiet_to = mod(extract(hour from now() at time zone 'Asia/Kolkata')::int + 2, 24)
  where user_id = ${person}`;
const quietIsOver = (person: number) => db.sql`
  update notification.email_schedule set quiet_from = null, quiet_to = null, next_due_at = now() where user_id = ${person}`;
const soon = (at: Date) => {
  const minutes = (at.getTime() - Date.now()) / 60_000;
  // At the end of an hour by a clock that is half an hour off.
  return minutes > 50 && minutes < 125 && at.getUTCMinutes() === 30;
};

test("mail that was put off into somebody's quiet hours waits for their end; others' goes out", async () => {
  const [asleep, up] = [await due(), await due()];
  await quietNow(asleep.person);
  await send();
  expect(receivers()).toEqual([up.address]);
  const [plan] = await db.sql`select next_due_at from notification.email_schedule where user_id = ${asleep.person}`;
  expect(plan?.next_due_at).toSatisfy(soon);
  await quietIsOver(asleep.person);
  await send();
  expect(receivers()).toEqual([up.address, asleep.address]);
});

test("another try does not fall into quiet hours either, unless it is made by hand", async () => {
  const { person, address } = await due();
  sink.set("4xx at RCPT");
  await send();
  sink.set("250");
  await quietNow(person);
  const minuteLater = () => db.sql`update notification.digest set retry_at = now()`;
  await minuteLater();
  await send();
  expect(receivers()).toEqual([]);
  const [mail] = await db.sql`select status, attempts, retry_at from notification.digest`;
  expect(mail).toMatchObject({ status: "retry", attempts: 1, retry_at: expect.toSatisfy(soon) });
  await minuteLater();
  await send({ everybody: true });
  expect(receivers()).toEqual([address]);
});

test("a run for one person tries again what was refused for them, and nobody else's", async () => {
  const [one] = [await due(), await due()];
  sink.set("4xx at RCPT");
  await send();
  sink.set("250");
  await db.sql`update notification.digest set retry_at = now()`;
  await send({ everybody: true, userIds: [one.person] });
  expect(receivers()).toEqual([one.address]);
});

test("who saves other settings while mail is being planned gets it by the new ones", async () => {
  const { person } = await due();
  await db.sql`update notification.email_schedule set next_due_at = null`;
  const plan = async () =>
    (await db.sql<{ at: Date | null }[]>`select next_due_at as at from notification.email_schedule`)[0]?.at ?? null;
  let planning: Promise<unknown> = Promise.resolve();
  await db.sql.begin(async (sql) => {
    await sql`update notification.email_schedule set cadence = 'weekly', next_due_at = null where user_id = ${person}`;
    let ended = false;
    planning = planDue(db).finally(() => {
      ended = true;
    });
    const blocked = async () =>
      (await db.sql`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`)
        .length > 0;
    while (!ended && !(await blocked())) await sleep(10);
  });
  onTestFinished(() => planning.then(() => {}));
  await planning;
  expect(await plan()).toBeNull();
  await planDue(db);
  expect((await plan())?.getUTCDay()).toBe(1);
});
