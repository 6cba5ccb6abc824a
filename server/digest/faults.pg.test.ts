import { afterAll, describe, expect, test } from "vitest";
import type { DieAt } from "../testing/mortal-database";
import { notify } from "../testing/notify";
import { addPeople } from "../testing/people";
import { type SmtpOutcome, startSmtpSink } from "../testing/smtp-sink";
import { startDigestProcess } from "../testing/start-digest-process";
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
const withoutBody: SmtpOutcome[] = ["4xx at RCPT", "5xx at RCPT", "drop before DATA"];

type Crash = { name: string; at?: DieAt | "body"; leaves: "same" | "unknown" };
// A worker's transactions on one mail: what is to be tried again, the claim, the last look before SMTP, how it ended.
const crashes: Crash[] = [
  { name: "nobody is killed", leaves: "same" },
  { name: "before the claim is written", at: { when: "before-commit", transaction: 2 }, leaves: "same" },
  { name: "after the claim", at: { when: "after-commit", transaction: 2 }, leaves: "same" },
  { name: "before the last look is written", at: { when: "before-commit", transaction: 3 }, leaves: "same" },
  // From here on nobody can tell whether SMTP was spoken.
  { name: "between the last look and SMTP", at: { when: "after-commit", transaction: 3 }, leaves: "unknown" },
  { name: "while the body is on its way", at: "body", leaves: "unknown" },
  { name: "after SMTP, before the end is written", at: { when: "before-commit", transaction: 4 }, leaves: "unknown" },
  { name: "after the end is written", at: { when: "after-commit", transaction: 4 }, leaves: "same" },
];
type Cell = Crash & { workers: number; address: string; person: number; event: string };

let made = 0;
const silenceMs = (outcome: SmtpOutcome) => (outcome === "silence" ? 2_000 : 20_000);

/** Somebody with one unread notification for every crash point and number of workers. */
async function cellsOf(outcome: SmtpOutcome): Promise<Cell[]> {
  const possible = crashes.filter(({ at }) => at !== "body" || !withoutBody.includes(outcome));
  const cells: Cell[] = [];
  for (const crash of possible)
    for (const workers of [1, 3]) {
      const address = `person${++made}@lab.org`;
      const [person = 0] = await addPeople(db, address);
      await db.sql`insert into notification.email_schedule (user_id, cadence, next_due_at) values (${person}, 'daily', now())`;
      const event = await notify(db.sql, [person], { reasons: 4 });
      await db.sql`update notification.event set verb = 'graph.deleted' where id = ${event}`;
      cells.push({ ...crash, workers, address, person, event });
    }
  return cells;
}

/** Its workers in processes of their own, each until it is done or killed (-9). Resolves to whether one was killed. */
async function work(outcome: SmtpOutcome, { at, workers, address, person }: Cell): Promise<boolean> {
  const started = Array.from({ length: workers }, () =>
    startDigestProcess({
      databaseUrl: url,
      smtpUrl: sink.url,
      silenceMs: silenceMs(outcome),
      worker: `worker-${++made}`,
      userIds: [person],
      dieAt: at === "body" ? undefined : at,
    }),
  );
  const processes = await Promise.all(started);
  if (at === "body")
    atBody.set(address, () => {
      for (const { child } of processes) child.kill("SIGKILL");
    });
  const ended = await Promise.all(processes.map((each) => each.ended));
  for (const end of ended) expect([0, "SIGKILL"]).toContain(end);
  return ended.includes("SIGKILL");
}
const atBody = new Map<string, () => void>();
sink.onBody = (to) => atBody.get(to)?.();

/** All time passes (leases, delays), and three workers at once do what is left to do; so often that nothing is. */
async function recover(outcome: SmtpOutcome) {
  for (let round = 0; round < 5; round++) {
    await db.sql`
      update notification.digest set claimed_at = claimed_at - interval '1 day', sending_at = sending_at - interval '1 day',
        retry_at = retry_at - interval '1 day'`;
    await recoverDigests(db, 600);
    await Promise.all(
      Array.from({ length: 3 }, async () => {
        const mailer = openSmtpMailer({ url: sink.url, silenceMs: silenceMs(outcome) });
        await runDigest(
          { db, mailer, log, config, secret, worker: `worker-${++made}` },
          { decision: "ran", reason: "test", signals: {} },
        );
        await mailer.close();
      }),
    );
  }
}

/** What became of one person's mail. */
async function stateOf({ name, workers, address, person, event }: Cell, killed: boolean) {
  const digests = await db.sql`select status from notification.digest where user_id = ${person}`;
  const ledger = await db.sql`select event_id from notification.digest_item where user_id = ${person}`;
  const [schedule] = await db.sql`select paused_at from notification.email_schedule where user_id = ${person}`;
  return {
    cell: `${name}, ${workers} at work`,
    killed,
    states: digests.map(({ status }) => status),
    inLedger: ledger.some(({ event_id }) => event_id === event),
    paused: schedule?.paused_at !== null,
    mails: sink.taken.filter(({ to }) => to === address).length,
  };
}

describe.each(Object.keys(ends) as SmtpOutcome[])("the server: %s", (outcome) => {
  test("wherever workers are killed, each notification is mailed once at most, and ends as it is stated", async () => {
    const cells = await cellsOf(outcome);
    sink.set(outcome);
    const killed = new Map<Cell, boolean>();
    const left = [...cells];
    const twoAtOnce = async () => {
      for (let cell = left.shift(); cell; cell = left.shift()) killed.set(cell, await work(outcome, cell));
    };
    await Promise.all([twoAtOnce(), twoAtOnce()]);
    await recover(outcome);

    const states = await Promise.all(cells.map((cell) => stateOf(cell, killed.get(cell) === true)));
    const stated = cells.map(({ name, at, leaves, workers }, index) => {
      const end = leaves === "unknown" ? "unknown" : ends[outcome];
      // Of what is unknown it may have been kept or not; once is the most.
      const mails = end === "sent" ? 1 : end === "failed" ? 0 : Math.min(1, states[index]?.mails ?? 0);
      return {
        cell: `${name}, ${workers} at work`,
        killed: at !== undefined,
        states: [end],
        inLedger: end !== "failed",
        paused: outcome === "5xx at RCPT" && leaves !== "unknown",
        mails,
      };
    });
    expect(states).toEqual(stated);
  }, 240_000);
});
