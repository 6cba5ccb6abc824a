import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { notify } from "../testing/notify";
import { addPeople } from "../testing/people";
import { startSmtpSink } from "../testing/smtp-sink";
import { testDatabase } from "../testing/test-database";
import { testRuntime } from "../testing/test-runtime";
import { startDigest } from "./start-digest";

const { db } = await testDatabase();
const sink = await startSmtpSink();
afterAll(() => sink.close());
const runtime = testRuntime(db, {
  SMTP_URL: sink.url,
  DIGEST_CHECK_SECONDS: "1",
  DIGEST_FORCED_MAILS_PER_SECOND: "2",
});

/** What another node says of itself, from now on for as long as a test takes. */
const report = (worst: number, latest: number) => db.sql`
  insert into notification.load_signal (node, measured_at, signals) values ('other', now() + interval '1 hour',
    ${db.sql.json({ coveredSeconds: 900, worst: { utilization: worst }, latest: { utilization: latest }, lost: [] })})
  on conflict (node) do update set signals = excluded.signals`;
async function due(sinceMinutes: number, count: number): Promise<string[]> {
  const addresses = Array.from({ length: count }, (_, index) => `since${sinceMinutes}-${index}@lab.org`);
  const people = await addPeople(db, ...addresses);
  await db.sql`
    insert into notification.email_schedule (user_id, cadence, next_due_at)
    select person, 'daily', now() - make_interval(mins => ${sinceMinutes}) from unnest(${people}::int[]) person`;
  const event = await notify(db.sql, people, { reasons: 4 });
  await db.sql`update notification.event set verb = 'graph.deleted' where id = ${event}`;
  return addresses;
}
const runs = () => db.sql<{ decision: string; mails: number; took: number }[]>`
  select decision, mails, extract(epoch from ended_at - started_at)::float8 as took
  from notification.digest_run where ended_at is not null order by id`;
const until = async (met: () => Promise<boolean>) => {
  for (const deadline = Date.now() + 60_000; !(await met()); await sleep(50))
    if (Date.now() > deadline) throw new Error(`It did not happen; the runs were ${JSON.stringify(await runs())}`);
};
const mailed = () => sink.taken.map(({ to }) => to).sort();

test("under load only what is past its deadline goes out, slowly; what is not waits, and a run that meets load pauses", async () => {
  await report(0.9, 0.9);
  const [late, early] = [await due(121, 9), await due(30, 2)];
  onTestFinished(startDigest(runtime));
  await until(async () => (await runs()).some(({ decision }) => decision === "put-off"));
  expect(mailed()).toEqual(late);
  const [forced] = await runs();
  expect(forced).toMatchObject({ decision: "forced", mails: 9 });
  expect(forced?.took).toBeGreaterThan(3.9);

  // Idle for a minute, and then busy again when the run begins.
  await report(0.1, 0.9);
  const [{ count }] = await db.sql<[{ count: number }]>`select count(*)::int from notification.digest_run`;
  await until(async () => (await db.sql`select from notification.digest_run`).length > count);
  await until(async () => (await db.sql`select from notification.digest_run where decision = 'ran'`).length > 0);
  await sleep(1_000);
  expect(mailed()).toEqual(late);
  await report(0.1, 0.1);
  await until(async () => (await runs()).some(({ decision }) => decision === "ran"));
  expect(mailed()).toEqual([...early, ...late].sort());
  expect((await runs()).at(-1)).toMatchObject({ decision: "ran", mails: 2 });
}, 200_000);

test("held for days, it is said once", async () => {
  await db.sql`insert into notification.installation (key, value) values ('mail-hold', '{}')`;
  const before = await runs();
  await due(500, 1);
  onTestFinished(startDigest(runtime));
  const { digestRuns } = runtime.metrics;
  const held = async () => (await digestRuns.get()).values.find(({ labels }) => labels.decision === "held")?.value ?? 0;
  await until(async () => (await held()) >= 3);
  expect((await runs()).slice(before.length).map(({ decision }) => decision)).toEqual(["held"]);
}, 100_000);
