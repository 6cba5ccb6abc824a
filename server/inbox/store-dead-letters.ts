import type { Transaction } from "../database/database";
import { type Fragment, fragment } from "../database/fragment";
import { idList } from "../database/id-list";

/** Where a message stands in its cluster; with its time (ms since 1970, as it came), since offsets start again when a topic is made anew. */
export type Origin = { topic: string; partition: number; offset: bigint; messageAt: bigint };

/** A message may be compressed to a thousandth of its size; what a producer means to send is far below these. */
const mostKeptBytes = { value: 8 * 1024 * 1024, key: 64 * 1024 };

/** One message that cannot be processed, whole, and why. */
export type DeadLetter = Origin & {
  key: Buffer | null;
  value: Buffer | null;
  headers: Record<string, string>;
  field: string;
  reason: string;
};

/** Idempotent: a message that comes again is the same dead letter. Resolves to how many are new. */
export async function storeDeadLetters(sql: Transaction, clusterId: string, letters: DeadLetter[]): Promise<number> {
  if (letters.length === 0) return 0;
  const { count } = await sql`
    insert into notification.dead_letter
      (cluster_id, topic, partition, "offset", message_at, key, value, headers, field, reason)
    select ${clusterId}, topic, partition, "offset", message_at, decode(key, 'hex'), decode(value, 'hex'),
      headers::jsonb, field, reason
    from unnest(
      ${letters.map((each) => each.topic)}::text[], ${letters.map((each) => each.partition)}::int[],
      ${letters.map((each) => String(each.offset))}::int8[], ${letters.map((each) => String(each.messageAt))}::int8[],
      ${letters.map((each) => hex(each.key, mostKeptBytes.key))}::text[], ${letters.map((each) => hex(each.value, mostKeptBytes.value))}::text[],
      ${letters.map((each) => JSON.stringify(storableHeaders(each.headers)))}::text[],
      ${letters.map((each) => storableText(each.field, 512))}::text[],
      ${letters.map((each) => storableText(each.reason, 1920) + whatIsKept(each))}::text[])
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

/** postgres.js has no arrays of bytes. */
const hex = (bytes: Buffer | null, most: number) => bytes?.subarray(0, most).toString("hex") ?? null;
const whatIsKept = ({ value }: DeadLetter) =>
  value && value.length > mostKeptBytes.value
    ? ` (${value.length} bytes, of which the first ${mostKeptBytes.value} are kept)`
    : "";
const storableText = (text: string, max: number) => text.slice(0, max).toWellFormed().replaceAll("\0", "\uFFFD");
const storableHeaders = (headers: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [storableText(name, 1024), storableText(value, 64 * 1024)]),
  );
