import { createTransport } from "nodemailer";
import type { Database } from "../server/database/database";
import { claimDigests } from "../server/digest/claim-digests";
import { runDigest } from "../server/digest/run-digest";
import { openSmtpMailer } from "../server/digest/smtp-mailer";
import { startSmtpSink } from "../server/testing/smtp-sink";
import type { BenchWorld } from "./bench-world";
import { atMost, type Figure, inTurn } from "./figure";

const mailsPerRound = 500;
const rounds = 4;

/** Mails per second beside nodemailer's own pool to the same sink, and how long claiming takes as people get more. */
export async function run(world: BenchWorld): Promise<Figure[]> {
  return [await mails(world), await claims(world)];
}

/** People who opted in, each with one unread notification of a removal. */
async function populate({ sql }: Database, people: number) {
  await sql`truncate public."user" cascade`;
  await sql`truncate notification.notification, notification.event, notification.email_schedule, notification.digest, notification.digest_item`;
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

async function mails(world: BenchWorld): Promise<Figure> {
  const { db } = await world.database();
  const { config, log, secret } = world.runtime(db);
  const sink = await startSmtpSink();
  world.release.push(() => sink.close());
  const ours: number[] = [];
  const bare: number[] = [];
  const mailer = openSmtpMailer({ url: sink.url });
  const transport = createTransport({ url: sink.url, pool: true, maxConnections: 5, maxMessages: 100 } as never);
  for (let round = 0; round <= rounds; round++) {
    await populate(db, mailsPerRound);
    const before = sink.taken.length;
    let started = performance.now();
    await runDigest(
      { db, mailer, log, config, secret, worker: "bench" },
      { decision: "manual", reason: "bench", signals: {} },
    );
    const taken = sink.taken.length - before;
    if (round > 0) ours.push((taken * 1000) / (performance.now() - started));
    const raw = sink.taken.at(-1)?.raw ?? "";
    started = performance.now();
    await Promise.all(
      Array.from({ length: mailsPerRound }, (_, index) =>
        transport.sendMail({ envelope: { from: "a@bench.org", to: `person${index}@bench.org` }, raw }),
      ),
    );
    if (round > 0) bare.push((mailsPerRound * 1000) / (performance.now() - started));
    if (taken !== mailsPerRound) throw new Error(`${taken} mails of ${mailsPerRound} arrived`);
    sink.taken.length = 0;
  }
  transport.close();
  await mailer.close();
  return inTurn("digest.mails", "mails/s", { values: ours, bounds: bare, least: 0.8 });
}

/** Microseconds per person to claim, at 100,000 people beside 1,000. */
async function claims(world: BenchWorld): Promise<Figure> {
  const { db } = await world.database();
  const timed = async (people: number) => {
    await populate(db, people);
    const started = performance.now();
    const claim = { worker: "bench", runId: null, limit: 500, domain: "bench.org" };
    while ((await claimDigests(db, claim)).people > 0);
    return ((performance.now() - started) * 1000) / people;
  };
  await timed(1_000);
  const few = await timed(1_000);
  const idle = process.memoryUsage().rss;
  const many = await timed(100_000);
  const grown = Math.round((process.memoryUsage().rss - idle) / 1e6);
  return atMost(
    "digest.claims",
    "µs/person",
    { value: many, bound: few, most: 1.5 },
    { people: 100_000, seconds: Number((many / 10).toFixed(1)), memoryMb: grown },
  );
}
