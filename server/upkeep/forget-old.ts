import type { Database } from "../database/database";

export type Forgotten = { notifications: number; people: number; undos: number; sessions: number };

/** Rows per statement, so that a long clean-up holds no locks for long. */
const chunk = 5_000;
/** Outlives the topics' retention by far: what is read again from Kafka is still known. */
const recordedAudienceDays = 400;
/** Under load one decision a minute is made against a run; the runs themselves are kept. */
const decisionDays = 90;

/**
 * What time does: read and archived notifications go after `retentionDays` (saved ones stay), bulk actions cannot be
 * undone after an hour, ended sessions are swept, and everything of people who are no longer in GraphSpace goes.
 * Events stay, so that reading the topics again adds nothing.
 */
export async function forgetOld(db: Database, retentionDays: number): Promise<Forgotten> {
  const repeat = async (remove: () => Promise<number>) => {
    let total = 0;
    for (;;) {
      const removed = await remove();
      total += removed;
      if (removed < chunk) return total;
    }
  };
  const notifications = await repeat(() =>
    db.within(
      async (sql) =>
        (
          await sql`
            delete from notification.notification n using (
              select n.user_id, n.event_id from notification.notification n
              join notification.event e on e.id = n.event_id
              where (n.read_at is not null or n.archived_at is not null) and n.saved_at is null
                and greatest(n.read_at, n.archived_at, e.ingested_at) < now() - make_interval(days => ${retentionDays})
              limit ${chunk}) old
            where n.user_id = old.user_id and n.event_id = old.event_id`
        ).count,
      120_000,
    ),
  );
  const undos = (await db.sql`delete from notification.undo where created_at < now() - interval '1 hour'`).count;
  const sessions = (await db.sql`delete from auth.session where expires_at <= now()`).count;
  await db.sql`
    delete from notification.digest_run
    where decision in ('put-off', 'held') and started_at < now() - make_interval(days => ${decisionDays})`;
  await db.sql`
    delete from notification.recorded_audience
    where recorded_at < now() - make_interval(days => ${recordedAudienceDays})`;
  return { notifications, undos, sessions, people: await forgetPeople(db) };
}

/** Everything of those who are no longer in GraphSpace. */
async function forgetPeople(db: Database): Promise<number> {
  return db.transaction(async (sql) => {
    const gone = await sql<{ id: number }[]>`
      select distinct k.user_id as id from (
        select user_id from auth.profile union select user_id from auth.session
        union select user_id from auth.feed_link
        union select user_id from notification.inbox_state union select user_id from notification.watch
        union select user_id from notification.preference union select user_id from notification.email_schedule
        union select user_id from notification.saved_filter union select user_id from notification.image_consent
        union select user_id from (
          with recursive people as (
            (select user_id from notification.notification order by user_id limit 1)
            union all
            select (select n.user_id from notification.notification n where n.user_id > p.user_id order by n.user_id limit 1)
            from people p where p.user_id is not null)
          select user_id from people where user_id is not null) listed
      ) k
      where not exists (select from public."user" u where u.id = k.user_id)`;
    const ids = gone.map(({ id }) => id);
    // Captured mails hold what they were told; a preview, which no digest knows of, too.
    await sql`
      delete from notification.captured_mail m
      where not exists (select from public."user" u where u.email = m.address)`;
    if (ids.length === 0) return 0;
    await sql`
      delete from notification.digest_attempt where digest_id in (
        select id from notification.digest where user_id = any(${ids}::int[]))`;
    for (const table of [
      "notification",
      "inbox_state",
      "undo",
      "saved_filter",
      "watch",
      "preference",
      "email_schedule",
      "image_consent",
      "digest_item",
      "digest",
    ])
      await sql`delete from notification.${sql(table)} where user_id = any(${ids}::int[])`;
    for (const table of ["session", "profile", "feed_link"])
      await sql`delete from auth.${sql(table)} where user_id = any(${ids}::int[])`;
    return ids.length;
  }, 120_000);
}
