import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { simpleParser } from "mailparser";
import { createTransport } from "nodemailer";
import type { Database } from "../server/database/database";
import type { Mailer } from "../server/digest/outcome";
import { runDigest } from "../server/digest/run-digest";
import { openSmtpMailer } from "../server/digest/smtp-mailer";
import type { Runtime } from "../server/runtime";
import type { BenchWorld } from "./bench-world";
import { atMost, type Figure, inTurn, median } from "./figure";
import type { SinkAnswer } from "./sink";

const mailsPerRound = 2_000;
const rounds = 5;
/** Lines open at once, for both. */
const lines = 5;

/** Mails per second beside nodemailer's own pool to the same sink, and what it takes as people get more. */
export async function run(world: BenchWorld): Promise<Figure[]> {
  return [await mails(world), ...(await people(world))];
}

/** People who opted in, each with one unread notification of a removal. */
async function populate({ sql }: Database, people: number) {
  await sql`truncate public."user" cascade`;
  await sql`truncate notification.notification, notification.event, notification.email_schedule, notification.digest, notification.digest_item, notification.digest_attempt`;
  await sql`insert into public."user" (email, password, is_admin)
    select 'person' || n || '@bench.org', 'none', 0 from generate_series(1, ${people}::int) n`;
  const [event] = await sql<{ id: string }[]>`
    insert into notification.event (source, event_id, verb, actor, resource_type, resource_id, resource_name, occurred_at)
    values ('/bench', 'one', 'graph.deleted', 'person1@bench.org', 'graph', 1, 'Wnt signalling', now()) returning id`;
  await sql`insert into notification.notification (user_id, event_id, reasons)
    select id, ${event?.id ?? ""}, 4 from public."user" order by id`;
  await sql`insert into notification.email_schedule (user_id, cadence, next_due_at)
    select id, 'daily', now() from public."user"`;
  await sql`vacuum analyze`;
}

/** One run over everybody who is due. */
const digest = ({ db, config, log, secret }: Runtime, mailer: Mailer) =>
  runDigest({ db, mailer, log, config, secret, worker: "bench" }, { decision: "manual", reason: "bench", signals: {} });

async function startSink(world: BenchWorld) {
  const child: ChildProcess = spawn(process.execPath, ["--import", "tsx", "bench/sink.ts"], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  world.release.push(async () => {
    child.kill();
  });
  const answer = async () => ((await once(child, "message")) as [SinkAnswer])[0];
  const first = await answer();
  if (!("url" in first)) throw new Error("The sink did not start.");
  return {
    url: first.url,
    /** How many mails came since it was last asked, and the last of them. */
    async taken() {
      child.send("taken?");
      return (await answer()) as { taken: number; last: string };
    },
  };
}

async function mails(world: BenchWorld): Promise<Figure> {
  const { db } = await world.database();
  const runtime = world.runtime(db);
  const sink = await startSink(world);
  const ours: number[] = [];
  const bare: number[] = [];
  const ready: number[] = [];
  const mailer = openSmtpMailer({ url: sink.url, lines });
  const transport = createTransport({ url: sink.url, pool: true, maxConnections: lines, maxMessages: 100 } as never);
  const each = (send: (to: string) => Promise<unknown>) =>
    Promise.all(Array.from({ length: mailsPerRound }, (_, index) => send(`person${index}@bench.org`)));
  const rate = async (work: () => Promise<unknown>) => {
    const started = performance.now();
    await work();
    const ms = performance.now() - started;
    const { taken, last } = await sink.taken();
    if (taken !== mailsPerRound) throw new Error(`${taken} mails of ${mailsPerRound} arrived`);
    return { perSecond: (mailsPerRound * 1000) / ms, last };
  };
  for (let round = 0; round <= rounds; round++) {
    await populate(db, mailsPerRound);
    const us = await rate(() => digest(runtime, mailer));
    // The bound writes mails with the same words; one that is given the finished bytes is told beside it.
    const { html, text, subject } = await simpleParser(us.last);
    const words = { from: runtime.config.MAIL_FROM, subject, text, html: html || undefined };
    const them = await rate(() => each((to) => transport.sendMail({ ...words, to })));
    const finished = await rate(() =>
      each((to) => transport.sendMail({ envelope: { from: "digest@bench.org", to }, raw: us.last })),
    );
    if (round === 0) continue;
    ours.push(us.perSecond);
    bare.push(them.perSecond);
    ready.push(finished.perSecond);
  }
  transport.close();
  await mailer.close();
  const finished = { finishedBytes: Math.round(median(ready)), bytes: "the same words, MIME written by nodemailer" };
  return inTurn("digest.mails", "mails/s", { values: ours, bounds: bare, least: 0.8 }, finished);
}

/** What it takes to claim, look at, write and record, with nobody to send to: 100,000 people beside 1,000. */
async function people(world: BenchWorld): Promise<Figure[]> {
  const { db } = await world.database();
  const runtime = world.runtime(db);
  let bytes = 0;
  const nobody: Mailer = {
    async deliver(prepare) {
      const message = await prepare();
      if (!message) return null;
      bytes += message.raw.length;
      return { kind: "sent", response: "" };
    },
    async close() {},
  };
  const timed = async (count: number) => {
    await populate(db, count);
    const started = performance.now();
    const { mails } = await digest(runtime, nobody);
    if (mails !== count) throw new Error(`${mails} mails of ${count} were written`);
    return ((performance.now() - started) * 1000) / count;
  };
  await timed(1_000);
  // Some before and some after, since the machine may be shared.
  const few = [await timed(1_000), await timed(1_000), await timed(1_000)];
  const idle = process.memoryUsage().rss;
  let highest = idle;
  const watch = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage().rss);
  }, 100);
  const many = await timed(100_000);
  clearInterval(watch);
  few.push(await timed(1_000), await timed(1_000));
  const count = 100_000;
  return [
    atMost("digest.person", "µs/person", { value: many, bound: median(few), most: 1.5 }, { people: count }),
    atMost("digest.seconds", "s", { value: (many * count) / 1e6, bound: 60, most: 1 }, { people: count }),
    atMost("digest.memory", "MB", { value: (highest - idle) / 1e6, bound: 200, most: 1 }, { people: count, bytes }),
  ];
}
