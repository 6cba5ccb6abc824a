import { afterAll, describe, expect, test } from "vitest";
import { dyingDatabase } from "../testing/dying-database";
import type { DieAt } from "../testing/mortal-database";
import { notify } from "../testing/notify";
import { addPeople } from "../testing/people";
import { type SmtpOutcome, startSmtpSink } from "../testing/smtp-sink";
import { testDatabase } from "../testing/test-database";
import { testRuntime } from "../testing/test-runtime";
import { recoverDigests } from "./recover-digests";
import { runDigest } from "./run-digest";
import { openSmtpMailer } from "./smtp-mailer";

const { db, url } = await testDatabase();
const { config, log, secret } = testRuntime(db);
const sink = await startSmtpSink();
afterAll(() => sink.close());

type End = "sent" | "failed" | "unknown";
/** Where it ends with nobody crashing. */
const ends: Record<SmtpOutcome, End> = {
  "250": "sent",
  "4xx at RCPT": "failed",
  "5xx at RCPT": "failed",
  "4xx after DATA": "failed",
  "5xx after DATA": "failed",
  "drop before DATA": "failed",
  "drop after DATA": "unknown",
  "taken, then drop": "unknown",
  silence: "unknown",
};
// A worker's transactions on one mail: the claim, the last look before SMTP, how it ended.
const crashes: [string, DieAt | undefined, "same" | "unknown"][] = [
  ["nobody crashes", undefined, "same"],
  ["before the claim is written", { when: "before-commit", transaction: 1 }, "same"],
  ["after the claim", { when: "after-commit", transaction: 1 }, "same"],
  ["before the last look is written", { when: "before-commit", transaction: 2 }, "same"],
  // From here on nobody can tell whether SMTP was spoken.
  ["between the last look and SMTP", { when: "after-commit", transaction: 2 }, "unknown"],
  ["after SMTP, before the end is written", { when: "before-commit", transaction: 3 }, "unknown"],
  ["after the end is written", { when: "after-commit", transaction: 3 }, "same"],
];

let made = 0;
const silenceMs = (outcome: SmtpOutcome) => (outcome === "silence" ? 400 : 10_000);

/** One worker's run over one person, until it is done or dead. */
async function work(outcome: SmtpOutcome, userIds: number[], dieAt?: DieAt) {
  const mortal = dyingDatabase(url, dieAt);
  const mailer = openSmtpMailer({ url: sink.url, silenceMs: silenceMs(outcome) });
  const worker = `worker-${++made}`;
  const deps = { db: mortal.db, mailer, log, config, secret, worker };
  const run = { decision: "manual", reason: "test", signals: {}, which: { everybody: true, userIds } } as const;
  await Promise.race([runDigest(deps, run), mortal.died]);
  await mailer.close();
  await mortal.db.close();
  return mortal.dead();
}

/** All time passes: leases, delays. */
async function later() {
  await db.sql`update notification.digest set claimed_at = claimed_at - interval '1 day', sending_at = sending_at - interval '1 day',
    retry_at = retry_at - interval '1 day'`;
  await recoverDigests(db, 600);
}

describe.each(Object.keys(ends) as SmtpOutcome[])("the server: %s", (outcome) => {
  describe.each(crashes)("%s", (_, dieAt, then) => {
    test.each([1, 3])("%i at work", async (workers) => {
      const address = `person${++made}@lab.org`;
      const [person] = (await addPeople(db, address)) as [number];
      await db.sql`insert into notification.email_schedule (user_id, cadence) values (${person}, 'daily')`;
      const event = await notify(db.sql, [person], { reasons: 4 });
      await db.sql`update notification.event set verb = 'graph.deleted' where id = ${event}`;
      sink.set(outcome);
      const all = (userIds: number[], at?: DieAt) =>
        Promise.all(Array.from({ length: workers }, () => work(outcome, userIds, at)));
      const dead = await all([person], dieAt);
      expect(dead.some(Boolean)).toBe(dieAt !== undefined);
      for (let round = 0; round < 5; round++) {
        await later();
        const [known] = await db.sql`select from notification.digest where user_id = ${person}`;
        await all(known ? [] : [person]);
      }
      const digests = await db.sql`select status from notification.digest where user_id = ${person}`;
      const end = then === "unknown" ? "unknown" : ends[outcome];
      expect(digests).toEqual([{ status: end }]);
      const ledger = await db.sql`select event_id from notification.digest_item where user_id = ${person}`;
      expect(ledger).toEqual(end === "failed" ? [] : [{ event_id: event }]);
      const mails = sink.taken.filter(({ to }) => to === address);
      expect(mails.length).toBeLessThanOrEqual(1);
      if (end === "sent") expect(mails).toHaveLength(1);
      if (end === "failed") expect(mails).toHaveLength(0);
      const [schedule] = await db.sql`
        select paused_at is not null as paused from notification.email_schedule where user_id = ${person}`;
      expect(schedule?.paused).toBe(outcome === "5xx at RCPT" && then !== "unknown");
    });
  });
});
