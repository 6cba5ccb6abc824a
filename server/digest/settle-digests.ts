import type { Database } from "../database/database";
import type { Outcome } from "./outcome";
import { planAnew } from "./plan-anew";

/** After the first, second and third attempt; after the fourth it has failed. */
const delaySeconds = [60, 600, 3600];

export type Settled = "sent" | "retry" | "failed" | "unknown";
/** What went out: its subject, its headers, and when it was written. */
export type Written = { subject: string; headers: string; at: Date };
export type Ended = { id: string; outcome: Outcome; written?: Written | undefined };

/**
 * Writes down how attempts ended, and what was handed over. `failed` releases its notifications for the next mail; `sent` and `unknown` keep
 * them. Resolves to the state that each is in now, without those where this worker's claim was lost and nothing was
 * changed.
 */
export function settleDigests(db: Database, worker: string, ended: Ended[]): Promise<Map<string, Settled>> {
  const byId = new Map(ended.map((each) => [each.id, each]));
  return db.transaction(async (sql) => {
    await planAnew(sql);
    const digests = await sql<{ id: string; status: string; attempts: number; user_id: number }[]>`
      select id, status, attempts, user_id from notification.digest
      where id = any(${[...byId.keys()]}::uuid[]) and claimed_by = ${worker} and status in ('claimed', 'unknown')
      order by id for update`;
    const settled = digests.flatMap(({ id, status, attempts, user_id: userId }) => {
      const { outcome, written } = byId.get(id) ?? {};
      // Given up meanwhile: only the server's yes is worth more than not knowing.
      if (!outcome || (status === "unknown" && outcome.kind !== "sent")) return [];
      const delay = outcome.kind === "temporary" ? delaySeconds[attempts - 1] : undefined;
      const refused = outcome.kind === "permanent" && outcome.address;
      const state = stateAfter(outcome, delay);
      return [{ id, userId, kind: outcome.kind, state, delay, refused, response: wordsOf(outcome), written }];
    });
    if (settled.length === 0) return new Map();
    const column = (of: (each: (typeof settled)[number]) => string | null) => settled.map(of);
    const told = sql`
      insert into notification.digest_attempt (digest_id, begun_at, outcome, response)
      select s.id, d.sending_at, s.outcome, s.response
      from unnest(${column(({ id }) => id)}::uuid[], ${column(({ kind }) => kind)}::text[],
        ${column(({ response }) => response)}::text[]) with ordinality as s(id, outcome, response, place)
      join notification.digest d using (id) order by s.place`;
    const changed = sql`
      update notification.digest d set status = s.state, response = s.response,
        subject = coalesce(s.subject, d.subject), headers = coalesce(s.headers, d.headers),
        composed_at = coalesce(s.composed_at::timestamptz, d.composed_at),
        retry_at = case when s.state = 'retry' then now() + make_interval(secs => s.delay) end,
        sending_at = case when s.state = 'retry' then null else d.sending_at end,
        settled_at = case when s.state = 'retry' then null else now() end
      from unnest(${column(({ id }) => id)}::uuid[], ${column(({ state }) => state)}::text[],
        ${column(({ response }) => response)}::text[], ${settled.map(({ delay }) => delay ?? 0)}::float8[],
        ${column(({ written }) => written?.subject ?? null)}::text[], ${column(({ written }) => written?.headers ?? null)}::text[],
        ${column(({ written }) => written?.at.toISOString() ?? null)}::text[])
        as s(id, state, response, delay, subject, headers, composed_at)
      where d.id = s.id`;
    await Promise.all([told, changed]);
    const failed = settled.filter(({ state }) => state === "failed");
    if (failed.length > 0)
      await sql`delete from notification.digest_item where digest_id = any(${failed.map(({ id }) => id)}::uuid[])`;
    const refused = settled.filter((each) => each.refused);
    if (refused.length > 0)
      await sql`
        update notification.email_schedule s set paused_at = now(), paused_reason = r.response, next_due_at = null
        from unnest(${refused.map(({ userId }) => userId)}::int[], ${refused.map(({ response }) => response)}::text[])
          as r(user_id, response)
        where s.user_id = r.user_id`;
    return new Map(settled.map(({ id, state }) => [id, state]));
  });
}

function stateAfter(outcome: Outcome, delay: number | undefined): Settled {
  if (outcome.kind === "sent" || outcome.kind === "unknown") return outcome.kind;
  return delay === undefined ? "failed" : "retry";
}

const wordsOf = ({ response }: Outcome) => response.slice(0, 500).replaceAll("\0", "").toWellFormed();
