import { accessOf } from "../access/access-of";
import type { Changes, Verb } from "../contract/event";
import type { ResourceRef } from "../contract/resource";
import { describeAction, type SentencePart, summarizeChanges } from "../contract/wording";
import type { Database } from "../database/database";
import { actionOf, type EventRow, eventColumns, eventJoins } from "./notification-row";

export type HistoryEntry = {
  id: string;
  verb: Verb;
  parts: SentencePart[];
  summary: string[];
  occurredAt: string;
};

/**
 * What happened to a graph (its layouts included) or in a group, newest first, as far as the viewer may know:
 * nothing of layouts they may not see, nor of sharing with groups that they are not in. The caller has checked
 * that they may see the thing itself.
 */
export async function listHistory(
  db: Database,
  viewer: { userId: number; email: string },
  { type, id }: ResourceRef,
  limit = 20,
): Promise<HistoryEntry[]> {
  const about = (sql: Database["sql"]) =>
    type === "graph"
      ? sql`(e.resource_type = 'graph' and e.resource_id = ${id} or e.graph_id = ${id})`
      : sql`(e.resource_type = ${type} and e.resource_id = ${id} or ${type} = 'group' and e.group_id = ${id})`;
  const rows = await db.within(
    (sql) => sql<EventRow[]>`
      select ${eventColumns(sql)} from notification.event e ${eventJoins(sql)}
      where ${about(sql)}
        and (e.resource_type <> 'layout' or e.actor = ${viewer.email}
          or ${accessOf(sql, { userId: viewer.userId, type: "layout", id: sql`e.resource_id` as never })} = 'visible')
        and (e.group_id is null or ${type} = 'group' or e.actor = ${viewer.email} or exists (
          select from public.group_to_user m where m.group_id = e.group_id and m.user_id = ${viewer.userId}))
      order by e.id desc limit ${limit}`,
  );
  return rows.map((event) => ({
    id: event.id,
    verb: event.verb,
    parts: describeAction(actionOf(event), viewer.email),
    summary: summarizeChanges(event.verb, event.changes as Changes | null),
    occurredAt: event.occurred_at.toISOString(),
  }));
}
