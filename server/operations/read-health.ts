import { type Check, type Health, healthLevels, type NodeState } from "../contract/operations";
import type { Database } from "../database/database";
import { listRuns } from "../digest/list-runs";
import { readFreshness } from "../inbox/read-freshness";
import type { Runtime } from "../runtime";
import { countWaiting } from "./list-dead-letters";
import { readLatency, readMinutes, readWaiting } from "./read-figures";
import { readNodes } from "./read-nodes";

const slowMs = 250;
const silentSeconds = 30;

type Needs = Pick<Runtime, "db" | "config" | "readiness">;

/** Whether all is well, in one look: every part with one sentence, and what the last hour was like. */
export async function readHealth({ db, config, readiness }: Needs): Promise<Health> {
  const [database, broker, storing, mail, reasons, nodes, minutes, latency, waiting, deadLetters] = await Promise.all([
    checkDatabase(db),
    checkBroker(db, config.KAFKA_BROKERS !== undefined),
    checkStoring(db),
    checkMail(db),
    readiness.reasons(),
    readNodes(db),
    readMinutes(db),
    readLatency(db),
    readWaiting(db),
    countWaiting(db),
  ]);
  const checks: Check[] = [
    database,
    broker,
    storing,
    {
      name: "Dead letters",
      level: deadLetters > 0 ? "look" : "well",
      says:
        deadLetters > 0
          ? `${many(deadLetters)} ${deadLetters === 1 ? "waits" : "wait"} for your decision.`
          : "None waits.",
      at: "/operations/dead-letters",
    },
    mail,
    checkNodes(nodes),
    ...Object.entries(reasons).map(
      ([name, says]): Check => ({ name: `This node: ${name}`, level: "broken", says, at: null }),
    ),
  ];
  return {
    at: new Date().toISOString(),
    level: healthLevels[Math.max(...checks.map(({ level }) => healthLevels.indexOf(level)))] ?? "well",
    checks,
    minutes,
    latency,
    nodes,
    sockets: nodes.reduce((sum, { sockets }) => sum + (sockets ?? 0), 0),
    waiting,
    deadLetters,
  };
}

async function checkDatabase(db: Database): Promise<Check> {
  const started = performance.now();
  const [row] = await db.within(
    (sql) => sql<[{ open: number; most: number; version: string }]>`
      select (select count(*)::int from pg_stat_activity where datname is not null) as open,
        current_setting('max_connections')::int as most, split_part(current_setting('server_version'), ' ', 1) as version`,
  );
  const ms = Math.max(1, Math.round(performance.now() - started));
  const { open, most, version } = row;
  return {
    name: "Database",
    level: ms > slowMs || open > 0.9 * most ? "look" : "well",
    says: `PostgreSQL ${version} answers in ${ms} ms; ${open} of ${most} connections are open.`,
    at: null,
  };
}

async function checkBroker(db: Database, wanted: boolean): Promise<Check> {
  const name = "Kafka";
  if (!wanted) return { name, level: "well", says: "Not set up: events are handed over inside the process.", at: null };
  const [row] = await db.within(
    (sql) => sql<{ seconds: number; waiting: number }[]>`
      select extract(epoch from now() - updated_at)::float8 as seconds, (value ->> 'waiting')::int as waiting
      from notification.installation where key = 'ingest'`,
  );
  if (!row) return { name, level: "broken", says: "No consumer has reported yet.", at: null };
  const seconds = Math.max(0, Math.round(row.seconds));
  return seconds > silentSeconds
    ? { name, level: "broken", says: `Nothing was heard from the consumers for ${seconds} s.`, at: null }
    : { name, level: "well", says: `The consumers read; they reported ${seconds} s ago.`, at: null };
}

async function checkStoring(db: Database): Promise<Check> {
  const { status, lagSeconds } = await readFreshness(db);
  return status === "live"
    ? { name: "Inbox", level: "well", says: "Everything that was produced is stored.", at: null }
    : { name: "Inbox", level: "look", says: `${Math.round(lagSeconds ?? 0)} s behind the producers.`, at: null };
}

async function checkMail(db: Database): Promise<Check> {
  const at = "/operations/mail";
  const [[row], [last]] = await Promise.all([
    db.within(
      (sql) => sql<[{ held: boolean; unknown: number }]>`
        select exists (select from notification.installation where key = 'mail-hold') as held,
          (select count(*)::int from notification.digest where status = 'unknown') as unknown`,
    ),
    listRuns(db, { limit: 1, made: true }),
  ]);
  const name = "E-mail";
  if (row.held) return { name, level: "look", says: "All of it is on hold after a restore, until you decide.", at };
  if (row.unknown > 0)
    return { name, level: "look", says: `${many(row.unknown)} may have arrived: nobody knows. You decide.`, at };
  return { name, level: "well", says: last ? `Last run: ${last.reason}` : "Nothing was due yet.", at };
}

function checkNodes(nodes: NodeState[]): Check {
  const silent = nodes.filter(({ seenAt }) => Date.now() - Date.parse(seenAt) > silentSeconds * 1000);
  const working = nodes.length - silent.length;
  return {
    name: "Nodes",
    level: silent.length > 0 || working === 0 ? "look" : "well",
    says: [
      `${working} ${working === 1 ? "process reports" : "processes report"}.`,
      ...silent.map(({ name }) => `${name} has been silent for over ${silentSeconds} s.`),
    ].join(" "),
    at: null,
  };
}

const many = (count: number) => (count >= 10_000 ? "10,000 or more" : new Intl.NumberFormat("en").format(count));
