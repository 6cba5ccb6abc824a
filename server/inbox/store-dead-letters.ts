import type { Transaction } from "../database/database";
import { type Fragment, fragment } from "../database/fragment";
import { idList } from "../database/id-list";
import { type LetterContent, storableLetter } from "./storable-letter";

/** Where a message stands in its cluster; with its time (ms since 1970, as it came), since offsets start again when a topic is made anew. */
export type Origin = { topic: string; partition: number; offset: bigint; messageAt: bigint };

/** One message that cannot be processed, and why. */
export type DeadLetter = Origin & LetterContent;

/** Idempotent: a message that comes again is the same dead letter. Resolves to how many are new. */
export async function storeDeadLetters(sql: Transaction, clusterId: string, letters: DeadLetter[]): Promise<number> {
  if (letters.length === 0) return 0;
  const stored = letters.map(storableLetter);
  const { count } = await sql`
    insert into notification.dead_letter
      (cluster_id, topic, partition, "offset", message_at, key, value, headers, field, reason)
    select ${clusterId}, topic, partition, "offset", message_at, decode(key, 'hex'), decode(value, 'hex'),
      headers::jsonb, field, reason
    from unnest(
      ${letters.map((each) => each.topic)}::text[], ${letters.map((each) => each.partition)}::int[],
      ${letters.map((each) => String(each.offset))}::int8[], ${letters.map((each) => String(each.messageAt))}::int8[],
      ${stored.map((each) => each.key)}::text[], ${stored.map((each) => each.value)}::text[],
      ${stored.map((each) => each.headers)}::text[], ${stored.map((each) => each.field)}::text[],
      ${stored.map((each) => each.reason)}::text[])
      d (topic, partition, "offset", message_at, key, value, headers, field, reason)
    order by d.topic, d.partition, d."offset"
    on conflict do nothing`;
  return count;
}

/** Closes dead letters whose messages came again and are rows now: never both. */
export async function closeDeadLetters(sql: Transaction, clusterId: string, origins: Origin[]): Promise<void> {
  await sql`
    update notification.dead_letter d set replayed_at = now()
    from unnest(${origins.map((each) => each.topic)}::text[], ${origins.map((each) => each.partition)}::int[],
      ${origins.map((each) => String(each.offset))}::int8[], ${origins.map((each) => String(each.messageAt))}::int8[])
      o (topic, partition, "offset", message_at)
    where d.cluster_id = ${clusterId} and d.topic = o.topic and d.partition = o.partition
      and d."offset" = o."offset" and d.message_at = o.message_at and d.replayed_at is null`;
}

/**
 * Whether any dead letter is open in these stretches of the topics, as an SQL expression. A hint: the stretch, not the
 * messages.
 */
export function hasOpenDeadLetters(clusterId: string, origins: Origin[]): Fragment {
  const offsets = origins.map((each) => each.offset).sort((one, other) => (one < other ? -1 : 1));
  const topics = [...new Set(origins.map((each) => each.topic))];
  const partitions = [...new Set(origins.map((each) => each.partition))];
  return fragment`exists (select from notification.dead_letter
    where cluster_id = (select ${clusterId}::text) and topic = any((select ${topics}::text[])::text[])
      and partition = any(${idList(partitions, "int")})
      and "offset" between (select ${String(offsets[0])}::int8) and (select ${String(offsets.at(-1))}::int8)
      and replayed_at is null)`;
}
