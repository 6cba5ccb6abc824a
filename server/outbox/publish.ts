import { domainEvent, type EventData, type Verb, workspaceSource } from "../contract/event";
import type { NotificationType } from "../contract/notification-types";
import { resourceKey } from "../contract/resource";
import type { Transaction } from "../database/database";
import { parse } from "../parse";
import { enqueue } from "./enqueue";

/** One action of our own workspace, on its way to the topics. */
export type OutgoingEvent = {
  /** The topics that it goes to; the same id on each makes it one action. */
  topics: readonly NotificationType[];
  event: {
    id: string;
    type: Verb;
    /** RFC 3339 */
    time: string;
    /** The browser tab that caused it. */
    clientid?: string | null;
    data: EventData;
  };
  /** Removals: who should know, by topic, resolved before the rows that say so are gone. Ids of `public.user`. */
  audience?: Partial<Record<NotificationType, readonly number[]>>;
};

/**
 * Publishes events in the caller's transaction: they happen when it commits, and not at all when it rolls back.
 * Never waits for Kafka. Throws a 422 AppError for an event that would only end as a dead letter.
 */
export async function publish(sql: Transaction, events: readonly OutgoingEvent[]): Promise<void> {
  const entries = events.flatMap(({ topics, event }) => {
    const subject = resourceKey(event.data.resource);
    const envelope = parse(domainEvent, { specversion: "1.0", source: workspaceSource, subject, ...event });
    const value = JSON.stringify(envelope);
    const headers = { "content-type": "application/cloudevents+json" };
    return topics.map((topic) => ({ topic, key: subject, value, headers }));
  });
  const audiences = events.flatMap(({ event, audience = {} }) =>
    Object.entries(audience).map(([topic, userIds]) => ({ event_id: event.id, topic, user_ids: userIds })),
  );
  if (audiences.length > 0)
    await sql`
      insert into notification.recorded_audience (source, event_id, topic, user_ids)
      select ${workspaceSource}, event_id, topic, array(select jsonb_array_elements_text(user_ids)::int)
      from jsonb_to_recordset(${JSON.stringify(audiences)}::text::jsonb) as a (event_id text, topic text, user_ids jsonb)
      on conflict do nothing`;
  await enqueue(sql, entries);
}
