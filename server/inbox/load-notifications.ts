import { knowsGroup, notificationAccess } from "../access/notification-access";
import type { Notification } from "../contract/notification";
import type { Sql } from "../database/database";
import { hideForbidden } from "./hide-forbidden";
import {
  type EventRow,
  eventColumns,
  eventJoins,
  type Sight,
  type StateRow,
  stateColumns,
  toNotification,
} from "./notification-row";

/**
 * Notifications by person and event id, as push sends them: newest arrival first for each person. Access is
 * checked again; what was lost is hidden and left out. The wide facts of an event are read once, however many
 * hear of it.
 */
export async function loadNotifications(
  sql: Sql,
  wanted: { userId: number; eventId: string }[],
  options: { /** Changes as they came, not cut to what a list shows. */ full?: boolean } = {},
): Promise<Map<number, Notification[]>> {
  const result = new Map<number, Notification[]>();
  if (wanted.length === 0) return result;
  const reading = sql<EventRow[]>`
    select ${eventColumns(sql, options)} from notification.event e ${eventJoins(sql)}
    where e.id = any(${[...new Set(wanted.map((each) => each.eventId))]}::bigint[])`;
  const checking = sql<(StateRow & Sight & { viewer: string })[]>`
    select ${stateColumns(sql)}, ${notificationAccess(sql)} as access, ${knowsGroup(sql)} as "knowsGroup",
      u.email as viewer
    from unnest(${wanted.map((each) => each.userId)}::int[], ${wanted.map((each) => each.eventId)}::bigint[]) as w(user_id, event_id)
    join notification.notification n using (user_id, event_id)
    join notification.event e on e.id = n.event_id
    join public."user" u on u.id = n.user_id
    where n.hidden_at is null
    order by n.user_id, n.event_id desc`;
  const [events, rows] = await Promise.all([reading, checking]);
  const byId = new Map(events.map((event) => [event.id, event]));
  const lost: { userId: number; eventId: string }[] = [];
  for (const row of rows) {
    const event = byId.get(row.event_id);
    if (row.access === "forbidden") lost.push({ userId: row.user_id, eventId: row.event_id });
    else if (event) {
      const list = result.get(row.user_id) ?? [];
      list.push(toNotification(row, event, row.viewer));
      result.set(row.user_id, list);
    }
  }
  await hideForbidden(sql, lost);
  return result;
}
