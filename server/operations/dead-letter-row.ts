import { z } from "zod";
import type { DeadLetter } from "../contract/operations";
import type { Sql } from "../database/database";
import { notFound } from "../errors";
import { beginningOf } from "./show-bytes";

/** A dead letter as its row holds it. */
export type DeadLetterRow = {
  id: string;
  cluster_id: string;
  topic: string;
  partition: number;
  offset: string;
  /** ms since 1970 as it came: it may be no time at all. */
  message_at: string;
  key: Buffer | null;
  value: Buffer | null;
  headers: Record<string, string>;
  field: string;
  reason: string;
  received_at: Date;
  replayed_at: Date | null;
  discarded_at: Date | null;
  bytes: number;
};

const idShape = z.string().regex(/^[1-9]\d{0,17}$/);

/** One of them; `lock` keeps others from acting on it meanwhile. Throws 404. */
export async function findDeadLetter(sql: Sql, id: string, { lock = false } = {}): Promise<DeadLetterRow> {
  if (!idShape.safeParse(id).success) throw notFound("There is no such dead letter.");
  const [row] = await sql<DeadLetterRow[]>`
    select *, coalesce(octet_length(value), 0) as bytes from notification.dead_letter where id = ${id}
    ${lock ? sql`for update` : sql``}`;
  if (!row) throw notFound("There is no such dead letter.");
  return row;
}

export const toDeadLetter = (row: DeadLetterRow): DeadLetter => ({
  id: row.id,
  state: row.replayed_at ? "replayed" : row.discarded_at ? "discarded" : "waiting",
  topic: row.topic,
  partition: row.partition,
  offset: row.offset,
  field: row.field,
  reason: row.reason,
  receivedAt: row.received_at.toISOString(),
  bytes: row.bytes,
  beginning: beginningOf(row.value),
});
