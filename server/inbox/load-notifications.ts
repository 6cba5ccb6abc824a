import type { Notification } from "../contract/notification";
import type { Sql } from "../database/database";
import { type StateRow, stateColumns } from "./notification-row";
import { type WordingOptions, wordNotifications } from "./word-notifications";

/** Notifications by person and event id: newest arrival first for each person. What they may not see is left out. */
export async function loadNotifications(
  sql: Sql,
  wanted: { userId: number; eventId: string }[],
  options: WordingOptions = {},
): Promise<Map<number, Notification[]>> {
  if (wanted.length === 0) return new Map();
  const rows = await sql<StateRow[]>`
    select ${stateColumns}
    from unnest(${wanted.map((each) => each.userId)}::int[], ${wanted.map((each) => each.eventId)}::bigint[]) as w(user_id, event_id)
    join notification.notification n using (user_id, event_id)
    where n.hidden_at is null
    order by n.user_id, n.event_id desc`;
  return wordNotifications(sql, rows, options);
}
