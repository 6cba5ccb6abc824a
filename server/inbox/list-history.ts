import type { Changes, Verb } from "../contract/event";
import type { ResourceRef } from "../contract/resource";
import { describeAction, type SentencePart, summarizeChanges } from "../contract/wording";
import type { Database } from "../database/database";
import { aboutResource, mayKnow } from "./about-resource";
import { actionOf, type EventRow, eventColumns } from "./notification-row";

export type HistoryEntry = {
  id: string;
  verb: Verb;
  parts: SentencePart[];
  summary: string[];
  occurredAt: string;
};

/**
 * What happened to a graph (its layouts included) or in a group, newest first, as far as the viewer may know. The
 * caller has checked that they may see the thing itself.
 */
export async function listHistory(
  db: Database,
  viewer: { userId: number; email: string },
  resource: ResourceRef,
  limit = 20,
): Promise<HistoryEntry[]> {
  const rows = await db.within(
    (sql) => sql<EventRow[]>`
      select ${eventColumns.brief} from notification.event e
      where ${aboutResource(resource)} and ${mayKnow(viewer, resource)}
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
