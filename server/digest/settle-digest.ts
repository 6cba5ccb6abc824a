import type { Database } from "../database/database";
import type { Outcome } from "./outcome";

/** After the first, second and third attempt; after the fourth it has failed. */
const delays = ["1 minute", "10 minutes", "1 hour"];

export type Settled = "sent" | "retry" | "failed" | "unknown";

/** What went out: its subject, its headers, and when it was written. */
export type Written = { subject: string; headers: string; at: Date };

/**
 * Writes down how an attempt ended, and what was handed over. `failed` releases its notifications for the next mail; `sent` and `unknown` keep
 * them. Resolves to the state it is in now, or null where this worker's claim was lost and nothing was changed.
 */
export function settleDigest(
  db: Database,
  { id, worker, outcome, written }: { id: string; worker: string; outcome: Outcome; written?: Written | undefined },
): Promise<Settled | null> {
  const response = outcome.response.slice(0, 500).replaceAll("\0", "");
  return db.transaction(async (sql) => {
    const [digest] = await sql<{ status: string; attempts: number; user_id: number }[]>`
      select status, attempts, user_id from notification.digest
      where id = ${id} and claimed_by = ${worker} and status in ('claimed', 'unknown') for update`;
    // Given up meanwhile: only the server's yes is worth more than not knowing.
    if (!digest || (digest.status === "unknown" && outcome.kind !== "sent")) return null;
    await sql`
      with mail as (
        update notification.digest set subject = coalesce(${written?.subject ?? null}, subject),
          headers = coalesce(${written?.headers ?? null}, headers),
          composed_at = coalesce(${written?.at.toISOString() ?? null}::text::timestamptz, composed_at)
        where id = ${id} returning sending_at)
      insert into notification.digest_attempt (digest_id, begun_at, outcome, response)
      select ${id}, sending_at, ${outcome.kind}, ${response} from mail`;
    const delay = delays[digest.attempts - 1];
    if (outcome.kind === "temporary" && delay !== undefined) {
      await sql`
        update notification.digest set status = 'retry', retry_at = now() + ${delay}::text::interval, sending_at = null,
          response = ${response} where id = ${id}`;
      return "retry";
    }
    const status = outcome.kind === "sent" || outcome.kind === "unknown" ? outcome.kind : "failed";
    await sql`
      update notification.digest set status = ${status}, settled_at = now(), response = ${response} where id = ${id}`;
    if (status === "failed") await sql`delete from notification.digest_item where digest_id = ${id}`;
    if (outcome.kind === "permanent" && outcome.address)
      await sql`
        update notification.email_schedule set paused_at = now(), paused_reason = ${response}, next_due_at = null
        where user_id = ${digest.user_id}`;
    return status;
  });
}
