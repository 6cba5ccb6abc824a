import { type DomainEvent, domainEvent } from "../contract/event";
import type { IncomingAction } from "../contract/incoming-action";
import type { IncomingMessage } from "./message";
import { originalSource, parseOriginal } from "./parse-original";
import { isCleanText, type JsonObject, readJson } from "./read-json";
import { type Parsed, refusalOf, refuse } from "./refusal";

/** Before this, PostgreSQL writes years in a way of its own. Any time in the past is welcome. */
const earliest = new Date("0001-01-01T00:00:00Z");

/**
 * Reads one message: a CloudEvent in structured or binary mode (v1.0.2, Kafka binding), or an original of
 * GraphSpace's own branch. Never throws; a refusal names the field.
 */
export function parseEvent(message: IncomingMessage): Parsed {
  const read = readJson(message.value);
  if ("refusal" in read) return read;
  const binary = binaryAttributes(message.headers);
  if (binary) {
    const broken = Object.entries(binary).find(([, value]) => !isCleanText(value));
    if (broken) return refuse(broken[0], "holds a NUL character or half of a surrogate pair");
    return parseCloudEvent({ ...binary, data: read.json });
  }
  if ("specversion" in read.json) return parseCloudEvent(read.json);
  if ("resource_id" in read.json || "message" in read.json || "owner_email" in read.json)
    return parseOriginal(read.json, message);
  return refuse("specversion", "is missing: this is neither a CloudEvent 1.0 nor a message of GraphSpace's own");
}

/** Attributes from `ce_` headers; undefined in structured mode, which its content type or its own envelope says. */
function binaryAttributes(headers: Record<string, string>): Record<string, string> | undefined {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    if (lower === "content-type" && value.toLowerCase().startsWith("application/cloudevents")) return undefined;
    if (lower.startsWith("ce_")) attributes[lower.slice(3)] = value;
  }
  return "specversion" in attributes ? attributes : undefined;
}

function parseCloudEvent(envelope: JsonObject): Parsed {
  // RFC 3339 allows a small t and z.
  if (typeof envelope.time === "string") envelope.time = envelope.time.toUpperCase();
  const result = domainEvent.safeParse(envelope);
  if (!result.success) return refusalOf(result.error.issues);
  const { source } = result.data;
  if (source === originalSource) return refuse("source", "is reserved for GraphSpace's original messages");
  return { action: actionOf(result.data) };
}

/** What a valid CloudEvent says. */
export function actionOf({ id, source, type, time, clientid, data }: DomainEvent): IncomingAction {
  const { actor, resource, group, user, owner, changes, ...extras } = data;
  return {
    source,
    eventId: id,
    verb: type,
    actor: actor ?? null,
    resource: { type: resource.type, id: resource.id, name: resource.name ?? null, url: resource.url ?? null },
    groups: group ? [{ id: group.id, name: group.name ?? null }] : [],
    affected: user ?? null,
    owner: owner ?? null,
    message: null,
    changes: changes ?? null,
    data: Object.keys(extras).length > 0 ? extras : null,
    clientId: clientid ?? null,
    occurredAt: new Date(Math.max(Date.parse(time), earliest.getTime())),
    form: "event",
  };
}
