import type { Access } from "../access/access-of";
import { knowsGroup, notificationAccess } from "../access/notification-access";
import type { Notification } from "../contract/notification";
import type { Sql } from "../database/database";
import { idList } from "../database/id-list";
import { hideForbidden } from "./hide-forbidden";
import { type EventRow, eventColumns, isUntouched, type StateRow, toNotification } from "./notification-row";

/** What sets a row apart from others of its event: less to see than everything, or that the event names its person. */
type Special = {
  user_id: number;
  event_id: string;
  access: Access | null;
  knowsGroup: boolean;
  named: string | null;
};
const usual = { access: "visible", knowsGroup: true, named: null } as const;

/**
 * Rows as their persons read them, by person and in the order of the rows. Access is checked again; what was lost is
 * hidden and left out. The facts of an event are read once, and whoever is told the same gets the very same object.
 */
export async function wordNotifications(
  sql: Sql,
  rows: StateRow[],
  options: { /** Changes as they came, not cut to what a list shows. */ full?: boolean } = {},
): Promise<Map<number, Notification[]>> {
  const result = new Map<number, Notification[]>();
  if (rows.length === 0) return result;
  const ids = (of: "user_id" | "event_id" | "reasons", type: "int" | "bigint") =>
    idList(
      sql,
      rows.map((row) => row[of]),
      type,
    );
  const reading = sql<EventRow[]>`
    select ${eventColumns(sql, options)} from notification.event e
    where e.id = any(${idList(sql, [...new Set(rows.map((row) => row.event_id))], "bigint")})`;
  // Left joins: each row is judged, and one whose person is gone belongs to nobody. `offset 0`: judged once.
  const checking = sql<Special[]>`
    select * from (
      select n.user_id, n.event_id, case when u.id is not null then ${notificationAccess(sql)} end as access,
        ${knowsGroup(sql)} as "knowsGroup",
        case when u.email in (e.actor, e.affected) then u.email end as named
      from unnest(${ids("user_id", "int")}, ${ids("event_id", "bigint")}, ${ids("reasons", "int")}) as n (user_id, event_id, reasons)
      left join notification.event e on e.id = n.event_id
      left join public."user" u on u.id = n.user_id
      offset 0) judged
    where access is distinct from 'visible' or not "knowsGroup" or named is not null`;
  const [events, judged] = await Promise.all([reading, checking]);
  const byId = new Map(events.map((event) => [event.id, event]));
  const special = new Map(judged.map((each) => [`${each.user_id} ${each.event_id}`, each]));
  const told = new Map<string, Notification>();
  const lost: { userId: number; eventId: string }[] = [];
  for (const row of rows) {
    const event = byId.get(row.event_id);
    const { access, knowsGroup, named } = special.get(`${row.user_id} ${row.event_id}`) ?? usual;
    if (access === "forbidden") lost.push({ userId: row.user_id, eventId: row.event_id });
    if (!event || !access || access === "forbidden") continue;
    const list = result.get(row.user_id) ?? [];
    result.set(row.user_id, list);
    const alike =
      named === null && isUntouched(row)
        ? `${row.event_id} ${row.reasons} ${row.revision} ${access} ${knowsGroup}`
        : null;
    const known = alike && told.get(alike);
    const notification = known || toNotification({ ...row, access, knowsGroup }, event, named ?? "");
    if (alike && !known) told.set(alike, notification);
    list.push(notification);
  }
  await hideForbidden(sql, lost);
  return result;
}
