import type { Notification } from "../contract/notification";
import type { Database } from "../database/database";
import { loadNotifications } from "./load-notifications";

const pageSize = 500;

/**
 * Everything in a person's inbox, newest arrival first, whatever its state; page by page, so that 300,000 need no
 * more memory than 500. What they may no longer see is not theirs to take along.
 */
export async function* exportNotifications(db: Database, userId: number): AsyncGenerator<Notification> {
  let before = "9223372036854775807";
  for (;;) {
    const ids = await db.within(
      (sql) => sql<{ eventId: string }[]>`
        select event_id as "eventId" from notification.notification
        where user_id = ${userId} and event_id < ${before}::bigint and hidden_at is null
        order by event_id desc limit ${pageSize}`,
    );
    const last = ids.at(-1);
    if (!last) return;
    const wanted = ids.map(({ eventId }) => ({ userId, eventId }));
    yield* (await db.within((sql) => loadNotifications(sql, wanted))).get(userId) ?? [];
    before = last.eventId;
  }
}
