import { isUtf8 } from "node:buffer";
import { randomUUID } from "node:crypto";
import { audienceOf } from "../audience/audience-of";
import { maxNesting } from "../contract/event";
import { type NotificationType, notificationTypeNames } from "../contract/notification-types";
import { resourceKey } from "../contract/resource";
import { AppError, type FieldError, invalid, notFound } from "../errors";
import { missingGroup } from "../inbox/settle-audience";
import { enqueue, type OutboxEntry } from "../outbox/enqueue";
import type { Runtime } from "../runtime";
import { outboxIdHeader } from "./message";
import { parseEvent } from "./parse-event";
import { isDeeper } from "./read-json";

const maxEvents = 1000;

export const mediaTypes = {
  one: "application/cloudevents+json",
  many: "application/cloudevents-batch+json",
  original: "application/json",
} as const;
/** Whether the producer's token covers an event. */
type Covers = (event: { source: string; type: string }) => boolean;
export type EventsMediaType = (typeof mediaTypes)[keyof typeof mediaTypes];

/**
 * Takes what a producer without a Kafka client sends: one CloudEvent, up to 1,000 of them, or one of GraphSpace's
 * originals; all of it or nothing. Resolves once it is in the outbox, which outlives any of us. Throws 404 for an
 * unknown topic, 422 naming index and field for what would end as a dead letter, 403 for what the token may not claim.
 * @param input.source what the producer's token claims
 * @param input.topic the notification type's name, whatever its Kafka topic is called
 */
export async function acceptEvents(
  { db, config }: Pick<Runtime, "db" | "config">,
  input: { source: string; covers: Covers; topic: string; mediaType: EventsMediaType; body: Buffer },
): Promise<{ accepted: number }> {
  const type = notificationTypeNames.find((name) => name === input.topic);
  if (!type) throw notFound(`There is no topic ${input.topic}; there are ${notificationTypeNames.join(", ")}.`);
  const readings = messagesOf(input).map((value) => read(value, type, config.topics[type], input.mediaType));

  const wrong = readings.flatMap((reading, index) => ("faults" in reading ? [{ faults: reading.faults, index }] : []));
  if (wrong.length > 0)
    throw new AppError(
      422,
      `${wrong.length} of ${readings.length} cannot be accepted; nothing was.`,
      wrong.flatMap(({ faults, index }) => faults.map((fault): FieldError => ({ ...fault, index }))),
    );
  const accepted = readings.flatMap((reading) => ("entry" in reading ? [reading] : []));
  const foreign = accepted.flatMap(({ source, verb, original }, index): FieldError[] => {
    // An original claims no source and no id: the outbox row is its identity.
    if (input.covers({ source: original ? input.source : source, type: verb })) return [];
    const field = original || source === input.source ? "type" : "source";
    return [{ index, field, message: `this token may not send ${field} ${field === "type" ? verb : source}` }];
  });
  if (foreign.length > 0) throw new AppError(403, "This token is for another source, or for other types.", foreign);

  await db.transaction((sql) =>
    enqueue(
      sql,
      accepted.map(({ entry }) => entry),
    ),
  );
  return { accepted: accepted.length };
}

/** The single messages in a body, each as its producer would have put it on the topic. */
function messagesOf({ mediaType, body }: { mediaType: EventsMediaType; body: Buffer }): Buffer[] {
  if (mediaType !== mediaTypes.many) return [body];
  if (!isUtf8(body)) throw invalid({ field: "", message: "is not UTF-8" });
  let events: unknown;
  try {
    events = JSON.parse(body.toString("utf8").replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw new AppError(422, "The batch is not JSON.", [{ field: "", message: "is not JSON" }], { cause });
  }
  if (!Array.isArray(events)) throw invalid({ field: "", message: "must be an array of CloudEvents" });
  if (events.length > maxEvents) throw invalid({ field: "", message: `must hold at most ${maxEvents} events` });
  // Before they are written out again, which recurses.
  const deep = events.findIndex((event) => isDeeper(event, maxNesting));
  if (deep >= 0) throw invalid({ index: deep, field: "", message: `is nested over ${maxNesting} deep` });
  return events.map((event) => Buffer.from(JSON.stringify(event)));
}

type Accepted = { entry: OutboxEntry; source: string; verb: string; original: boolean };
type Faulty = { faults: FieldError[] };
const faulty = (...faults: FieldError[]): Faulty => ({ faults });

function read(value: Buffer, type: NotificationType, topic: string, mediaType: EventsMediaType): Accepted | Faulty {
  const at = { topic, type, partition: -1, offset: 0n, timestamp: new Date(), takenAt: 0, key: null };
  const parsed = parseEvent({ ...at, headers: {}, value });
  if ("refusal" in parsed) {
    const { refusal } = parsed;
    return faulty(...[refusal, ...refusal.besides].map(({ field, what }) => ({ field, message: what })));
  }
  const { action } = parsed;
  const original = action.form === "original";
  if (original && mediaType !== mediaTypes.original) return faulty({ field: "specversion", message: "is missing" });
  // For a removal the workspace may have recorded who hears of it; no token sends the workspace's.
  if (audienceOf(action, type).parts.some((part) => part.who === "members" && part.groups.length === 0))
    return faulty({ field: "data.group", message: missingGroup });
  const headers: Record<string, string> = original
    ? { "content-type": mediaTypes.original, [outboxIdHeader]: randomUUID() }
    : { "content-type": mediaTypes.one };
  const text = value.toString("utf8").replace(/^\uFEFF/, "");
  return {
    entry: { topic: type, key: resourceKey(action.resource), value: text, headers },
    source: action.source,
    verb: action.verb,
    original,
  };
}
