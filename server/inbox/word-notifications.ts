import type { Access } from "../access/access-of";
import { knowsGroup, notificationAccess } from "../access/notification-access";
import type { Notification } from "../contract/notification";
import type { Sql } from "../database/database";
import { type Fragment, fragment } from "../database/fragment";
import { idList } from "../database/id-list";
import { readTime } from "../database/read-time";
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

/** What rows are worded from, as JSON; null where there are none. */
export type Wording = {
  events: (Omit<EventRow, "occurred_at" | "ingested_at"> & { occurred_at: string; ingested_at: string })[] | null;
  special: Special[] | null;
};
export type WordingOptions = { /** Changes as they came, not cut to what a list shows. */ full?: boolean };

/**
 * The columns of a `Wording` for rows given as arrays, side by side, of their persons, events and reasons. Access is
 * checked again. Arrays, since the planner takes them for short: of an event or a person it is to look up each.
 */
export function wordingColumns(
  { users, events, reasons }: Record<"users" | "events" | "reasons", Fragment>,
  { full = false }: WordingOptions = {},
): Record<keyof Wording, Fragment> {
  // Left joins: each row is judged, and one whose person is gone belongs to nobody. `offset 0`: judged once, and each
  // person looked up.
  const judged = fragment`(select json_agg(judged) from (
      select n.user_id, n.event_id::text, case when u.id is not null then ${notificationAccess.joined} end as access,
        ${knowsGroup.joined} as "knowsGroup",
        case when u.email in (e.actor, e.affected) then u.email end as named
      from unnest(${users}, ${events}, ${reasons}) as n (user_id, event_id, reasons)
      left join notification.event e on e.id = n.event_id
      left join lateral (select * from public."user" where id = n.user_id offset 0) u on true
      offset 0) judged
    where access is distinct from 'visible' or not "knowsGroup" or named is not null)`;
  const told = fragment`(select json_agg(told) from (
      select ${full ? eventColumns.full : eventColumns.brief} from notification.event e where e.id = any(${events})) told)`;
  return { events: told, special: judged };
}

/** Rows as their persons read them. What they may not see is left out, and hidden. */
export async function wordNotifications(
  sql: Sql,
  rows: StateRow[],
  options: WordingOptions = {},
): Promise<Map<number, Notification[]>> {
  if (rows.length === 0) return new Map();
  const ids = (of: "user_id" | "event_id" | "reasons", type: "int" | "bigint") =>
    idList(
      rows.map((row) => row[of]),
      type,
    );
  const arrays = { users: ids("user_id", "int"), events: ids("event_id", "bigint"), reasons: ids("reasons", "int") };
  const { events, special } = wordingColumns(arrays, options);
  const [wording] = await sql<[Wording]>`select ${events} as events, ${special} as special`;
  const { told, lost } = word(rows, wording);
  await hideForbidden(sql, lost);
  return told;
}

/**
 * The words of rows, by person and in the order of the rows, and those that are to be hidden. The facts of an event
 * are read once, and whoever is told the same gets the very same object.
 */
export function word(
  rows: StateRow[],
  wording: Wording,
): { told: Map<number, Notification[]>; lost: { userId: number; eventId: string }[] } {
  const result = new Map<number, Notification[]>();
  const byId = new Map(
    (wording.events ?? []).map(({ occurred_at, ingested_at, ...event }): [string, EventRow] => [
      String(event.id),
      { ...event, id: String(event.id), occurred_at: readTime(occurred_at), ingested_at: readTime(ingested_at) },
    ]),
  );
  const specialOf = new Map((wording.special ?? []).map((each) => [`${each.user_id} ${each.event_id}`, each]));
  const told = new Map<string, Notification>();
  const lost: { userId: number; eventId: string }[] = [];
  for (const row of rows) {
    const event = byId.get(row.event_id);
    const { access, knowsGroup, named } = specialOf.get(`${row.user_id} ${row.event_id}`) ?? usual;
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
  return { told: result, lost };
}
