import type { NotificationType } from "../contract/notification-types";
import type { OutboxRow } from "../outbox/relay";
import { handleBatch, type IngestDeps } from "./handle-batch";
import { type IncomingMessage, OwnershipLost, type ProgressFor } from "./message";

/**
 * The sink of embedded mode: outbox rows go straight to the pipeline. Every transaction of it deletes exactly
 * the rows that it stored, so a process killed between two of them goes on with what is left.
 */
export const outboxSource =
  (deps: IngestDeps, topics: Record<NotificationType, string>) =>
  async (rows: OutboxRow[]): Promise<void> => {
    const takenAt = performance.now();
    const messages = rows.map(
      (row): IncomingMessage => ({
        topic: topics[row.topic],
        type: row.topic,
        partition: -1,
        offset: row.id,
        timestamp: row.createdAt,
        takenAt,
        key: row.key === null ? null : Buffer.from(row.key),
        value: Buffer.from(row.value),
        headers: row.headers,
      }),
    );
    await handleBatch(deps, messages, deleteRows);
  };

const deleteRows: ProgressFor = (part) => async (sql) => {
  const deleted = await sql`
      delete from notification.outbox where id = any(${part.map((message) => String(message.offset))}::bigint[])`;
  if (deleted.count !== part.length) throw new OwnershipLost("The outbox");
};
