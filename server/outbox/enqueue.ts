import type { NotificationType } from "../contract/notification-types";
import type { Transaction } from "../database/database";
import { channels } from "../database/wake";

/** One message for the relay to hand over, exactly as it goes out. */
export type OutboxEntry = {
  topic: NotificationType;
  /** The resource, `graph/42`: what has the same key stays in order. */
  key: string | null;
  value: string;
  headers?: Record<string, string>;
};

/** Writes messages in the caller's transaction and wakes the relay when that commits. */
export async function enqueue(sql: Transaction, entries: readonly OutboxEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await sql`
    with entry as (
      select * from unnest(
        ${entries.map((entry) => entry.topic)}::text[],
        ${entries.map((entry) => entry.key)}::text[],
        ${entries.map((entry) => entry.value)}::text[],
        ${entries.map((entry) => JSON.stringify(entry.headers ?? {}))}::text[]
      ) with ordinality as entry (topic, key, value, headers, position)
    ), added as (
      insert into notification.outbox (topic, key, value, headers)
      select topic, key, value, headers::jsonb from entry order by position
    )
    select pg_notify(${channels.outbox}, '')`;
}
