import { cutText } from "../contract/cut-text";
import type { IncomingAction } from "../contract/incoming-action";
import { originalMessage, verbOfOriginal } from "../contract/original-message";
import { type IncomingMessage, outboxIdHeader, saneTime } from "./message";
import type { JsonObject } from "./read-json";
import { type Parsed, refusalOf, refuse } from "./refusal";

/** Ours are far shorter; a header may hold anything. */
const maxOutboxId = 64;

/** The source of all originals; nobody else may claim it. */
export const originalSource = "/graphspace/original";

/**
 * Reads a message of GraphSpace's own notification branch. It has no id: its identity is where it stands and
 * when it was sent, since offsets start again when a topic is made anew. One that came over HTTP is named by its
 * outbox row, which the relay may send twice.
 */
export function parseOriginal(json: JsonObject, message: IncomingMessage): Parsed {
  const result = originalMessage.safeParse(json);
  if (!result.success) return refusalOf(result.error.issues);
  const original = result.data;
  const { owner_email, message: text, resource, resource_id, type, group_id, group_ids, ...extras } = original;
  const verb = verbOfOriginal(original);
  if (verb === undefined) return refuse("type", `${type} is not known of a ${resource}`);
  const groups = group_id == null ? (group_ids ?? []) : [group_id];
  const ofMember = resource === "group_member";
  if (groups.length === 0 && (ofMember || message.type === "group")) return refuse("group_id", "is missing");
  const action: IncomingAction = {
    source: originalSource,
    eventId: idOf(message),
    verb,
    actor: owner_email ?? null,
    resource: {
      type: ofMember ? "group" : resource,
      id: ofMember ? (groups[0] as number) : resource_id,
      name: null,
      url: null,
    },
    groups: [...new Set(groups)].map((id) => ({ id, name: null })),
    // Of a membership, the resource id is the member's.
    affected: ofMember ? resource_id : null,
    owner: message.type === "owner" ? (owner_email ?? null) : null,
    message: text,
    changes: null,
    data: Object.keys(extras).length > 0 ? extras : null,
    clientId: null,
    occurredAt: saneTime(message.timestamp),
    form: "original",
  };
  return { action };
}

function idOf(message: IncomingMessage): string {
  const outboxId = message.headers[outboxIdHeader];
  return outboxId ? cutText(outboxId, maxOutboxId) : placeOf(message);
}
const placeOf = ({ topic, partition, offset, timestamp }: IncomingMessage) =>
  `${topic}/${partition}/${offset}/${timestamp.getTime()}`;
