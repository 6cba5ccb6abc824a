import { randomUUID } from "node:crypto";
import type { Database } from "../database/database";
import { byQuietHours } from "./by-quiet-hours";
import { type ClockRow, clockColumns } from "./clock-columns";
import { mailable, unmailed } from "./mailable";
import { planAnew } from "./plan-anew";

export type Which = {
  /** Everybody who opted in, due or not, quiet hours or not: a run by hand. */
  everybody?: boolean;
  /** Only these. */
  userIds?: number[];
  /** Only what has been due for this many seconds: frequent (each, hourly) and the others. */
  overdue?: { frequentSeconds: number; dailySeconds: number };
};

export type Claimed = {
  people: number;
  digestIds: string[];
  /** Where the next claim of the same run goes on; nothing: nobody is left. */
  last?: { dueAt: string; userId: number };
};

/**
 * Takes the next people whose mail is due and writes one digest each with all of its items, committed before anybody
 * speaks SMTP. Other workers pass over people that are being taken. Whose quiet hours have begun meanwhile waits for
 * their end.
 */
export function claimDigests(
  db: Database,
  claim: {
    worker: string;
    runId: string | null;
    limit: number;
    domain: string;
    which?: Which;
    /** Beyond this one: what a run has claimed before, it need not pass over again. */
    after?: Claimed["last"];
  },
): Promise<Claimed> {
  const { everybody = false, userIds, overdue } = claim.which ?? {};
  const { dueAt, userId } = claim.after ?? { dueAt: "-infinity", userId: 0 };
  return db.transaction(async (sql) => {
    await planAnew(sql);
    const rows = await sql<({ id: number; email: string; due: string | null; now: Date } & ClockRow)[]>`
      select s.user_id as id, u.email, s.next_due_at::text as due, now() as now, ${clockColumns}
      from notification.email_schedule s join public."user" u on u.id = s.user_id
      where s.cadence <> 'off' and s.paused_at is null
        and ${everybody ? sql`s.user_id > ${userId}` : sql`(s.next_due_at, s.user_id) > (${dueAt}::text::timestamptz, ${userId}::int)`}
        ${userIds ? sql`and s.user_id = any(${userIds}::int[])` : sql``}
        ${everybody ? sql`` : sql`and s.next_due_at <= now()`}
        ${
          overdue
            ? sql`and s.next_due_at <= now() - make_interval(secs =>
                case when s.cadence in ('each', 'hourly') then ${overdue.frequentSeconds}::float8 else ${overdue.dailySeconds}::float8 end)`
            : sql``
        }
      order by ${everybody ? sql`s.user_id` : sql`s.next_due_at, s.user_id`} limit ${claim.limit}
      for update of s skip locked`;
    const last = rows.at(-1);
    if (!last) return { people: 0, digestIds: [] };
    const [people, asleep] = everybody ? [rows, []] : byQuietHours(rows);
    if (asleep.length > 0)
      await sql`
        update notification.email_schedule s set next_due_at = a.until
        from unnest(${asleep.map(({ id }) => id)}::int[], ${asleep.map(({ until }) => until)}::timestamptz[]) as a(id, until)
        where s.user_id = a.id`;
    const ids = people.map(() => randomUUID() as string);
    const filled = await sql<{ digest_id: string }[]>`
      with items as (
        insert into notification.digest_item (user_id, event_id, digest_id)
        select n.user_id, n.event_id, p.digest_id
        from unnest(${people.map(({ id }) => id)}::int[], ${ids}::uuid[]) as p(user_id, digest_id)
        join notification.email_schedule s using (user_id)
        join notification.notification n using (user_id)
        join notification.event e on e.id = n.event_id
        where ${mailable} and ${unmailed}
        order by n.user_id, n.event_id
        on conflict do nothing
        returning digest_id)
      select distinct digest_id from items`;
    const wanted = new Set(filled.map((row) => row.digest_id));
    const digests = people
      .map(({ id: userId, email }, index) => ({ id: ids[index] as string, userId, email }))
      .filter(({ id }) => wanted.has(id));
    await sql`
      insert into notification.digest (id, run_id, user_id, address, message_id, claimed_by)
      select d.id, ${claim.runId}, d.user_id, d.address, '<' || d.id || '@' || ${claim.domain}::text || '>', ${claim.worker}
      from unnest(${digests.map(({ id }) => id)}::uuid[], ${digests.map(({ userId }) => userId)}::int[],
        ${digests.map(({ email }) => email)}::text[]) as d(id, user_id, address)`;
    await sql`
      update notification.email_schedule set next_due_at = null where user_id = any(${people.map(({ id }) => id)}::int[])`;
    return {
      people: people.length,
      digestIds: digests.map(({ id }) => id),
      last: { dueAt: last.due ?? "-infinity", userId: last.id },
    };
  }, 60_000);
}
