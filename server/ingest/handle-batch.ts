import { audienceOf } from "../audience/audience-of";
import { accessVerbs } from "../contract/event";
import type { Database, Transaction } from "../database/database";
import { channels, wakeOften } from "../database/wake";
import type { Handover } from "../handover";
import { lookUpFacts } from "../inbox/look-up-facts";
import { maxArrivals } from "../inbox/read-arrivals";
import { type StoredActions, storeActions } from "../inbox/store-actions";
import { closeDeadLetters, storeDeadLetters } from "../inbox/store-dead-letters";
import type { Logger } from "../logger";
import type { Metrics } from "../metrics";
import { bisect } from "./bisect";
import { collapse, type Delivery } from "./collapse";
import { type IncomingMessage, identityOf, originOf, type Progress, type ProgressFor } from "./message";
import { parseEvent } from "./parse-event";
import { refuse } from "./refusal";
import { type Refused, settle } from "./settle";

export type IngestDeps = {
  db: Database;
  log: Logger;
  metrics: Metrics;
  /** None where what is stored may yet be undone. */
  handover?: Handover;
  /** Kafka's, or `embedded` */
  clusterId: string;
};
export type BatchResult = { events: number; notifications: number; deadLetters: number };

/** One message, read: what happened and who should know, or why it cannot be processed. */
type Reading = Delivery | Refused;
type Stored = { settled: Delivery[]; refused: Refused[] } & BatchResult & StoredActions;

/**
 * THE pipeline: every message becomes rows or a dead letter, in one transaction that also marks it done.
 * Data that the database refuses is bisected down to the one bad message, each part a transaction of its own
 * with its own progress, in order. Throws OwnershipLost, and transient trouble for the caller to retry later.
 * @param options.whole all in one transaction, or nothing: throws what the database refuses
 */
export async function handleBatch(
  deps: IngestDeps,
  messages: IncomingMessage[],
  progressFor: ProgressFor,
  { whole = false } = {},
): Promise<BatchResult> {
  const total: BatchResult = { events: 0, notifications: 0, deadLetters: 0 };
  if (messages.length === 0) return total;
  const readings = messages.map(read);
  await bisect(deps.db, readings, {
    whole,
    store: (sql, part, limit) => store(sql, deps, part, progressFor(part.map(({ message }) => message)), limit),
    giveUp: ({ message }, error) => ({
      message,
      ...refuse("", `the database refuses it: ${error.message}`),
    }),
    committed: (stored, seconds) => {
      total.events += stored.events;
      total.notifications += stored.notifications;
      total.deadLetters += stored.deadLetters;
      report(deps, stored, seconds);
    },
  });
  return total;
}

function read(message: IncomingMessage): Reading {
  const parsed = parseEvent(message);
  if ("refusal" in parsed) return { message, refusal: parsed.refusal };
  return { message, action: parsed.action, audience: audienceOf(parsed.action, message.type) };
}

/** The order of these steps was tried: others deadlock, or lose a reason. */
async function store(
  sql: Transaction,
  { clusterId, handover }: IngestDeps,
  part: Reading[],
  progress: Progress,
  limit: number,
): Promise<Stored> {
  const origins = part.map(({ message }) => identityOf(message));
  const deliveries = part.filter((reading) => "action" in reading);
  const unreadable = part.filter((reading) => "refusal" in reading);

  // What does not wait for an answer is sent along with what came before: a trip to the database costs most.
  const [, facts] = await Promise.all([progress(sql), lookUpFacts(sql, deliveries, { clusterId, origins })]);
  const { settled, refused, size } = settle(deliveries, facts, limit);
  const actions = collapse(settled, facts);
  const read = size <= maxArrivals && (handover?.isOpen() ?? false);
  const stored = await storeActions(sql, actions, facts, { read });
  const dead = [...unreadable, ...refused];
  const deadLetters = await storeDeadLetters(
    sql,
    clusterId,
    dead.map(({ message, refusal }) => ({ ...message, ...identityOf(message), ...refusal })),
  );
  if (facts.haveDied)
    await closeDeadLetters(
      sql,
      clusterId,
      settled.map(({ message }) => identityOf(message)),
    );
  return { settled, refused: dead, events: actions.length, deadLetters, ...stored };
}

/** Whether all that was stored has been told where it was waited for. No more than a hint: the look finds the rest. */
function tell({ handover, log }: IngestDeps, { arrivals, arrivalsAreAll }: Stored): boolean {
  try {
    return arrivals !== null && handover?.tell(arrivals) === true && arrivalsAreAll;
  } catch (error) {
    log.warn({ err: error }, "What was stored could not be told at once; push finds it.");
    return false;
  }
}

/** After the commit: figures, a line for the operator, and word for those who push. */
function report(deps: IngestDeps, stored: Stored, seconds: number): void {
  const { db, log, metrics } = deps;
  const isTold = tell(deps, stored);
  metrics.batchSeconds.observe(seconds);
  metrics.notificationsOut.inc(stored.notifications);
  for (const { message } of stored.settled) metrics.eventsIn.inc({ type: message.type });
  for (const { message } of stored.refused) metrics.deadLetters.inc({ topic: message.topic });
  if (stored.refused.length > 0)
    log.warn(
      {
        count: stored.refused.length,
        first: stored.refused.slice(0, 3).map(({ message, refusal }) => `${originOf(message)}: ${refusal.reason}`),
      },
      "Messages that cannot be processed went to the dead letters.",
    );
  if (stored.settled.some(({ action }) => accessVerbs.has(action.verb)))
    wakeOften(db.sql, channels.access).catch((error) =>
      log.debug({ err: error }, "No wake-up; upkeep sweeps by itself."),
    );
  if (stored.notifications > 0)
    wakeOften(db.sql, channels.changed, { isTold }).catch((error) =>
      log.debug({ err: error }, "No wake-up; push polls."),
    );
}
