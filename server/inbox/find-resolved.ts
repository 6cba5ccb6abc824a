import type { IncomingAction } from "../contract/incoming-action";
import type { Transaction } from "../database/database";
import { eventKey } from "./look-up-facts";

/** Reason bits already resolved of actions that are stored, by `eventKey`. */
export async function findResolved(sql: Transaction, actions: IncomingAction[]): Promise<Map<string, number>> {
  const rows = await sql<{ source: string; eventId: string; resolved: number }[]>`
    select e.source, e.event_id as "eventId", e.resolved
    from unnest(${actions.map((each) => each.source)}::text[], ${actions.map((each) => each.eventId)}::text[])
      s (source, event_id)
    join notification.event e on e.source = s.source and e.event_id = s.event_id`;
  return new Map(rows.map((row) => [eventKey(row), row.resolved]));
}
