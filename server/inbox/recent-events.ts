import type { Database } from "../database/database";
import { type EventRow, eventColumns } from "./notification-row";

/** Which version of which event: `xmin` is the transaction that wrote it, so an event changed since is read anew. */
export type EventVersion = { event_id: string; event_version: string };

const most = 10_000;
/** Names of people and graphs are not part of the event, and may be this old. */
const keepMs = 60_000;
/** Larger changes are read each time. */
const largest = 4_000;

type Kept = { version: string; until: number; event: EventRow };
const caches = new WeakMap<Database, Map<string, Kept>>();

/**
 * The facts of events, as lists tell them, from memory where they are known: what one person hears, others do too.
 * Null where one is not there any more in the version that is wanted.
 */
export async function recentEvents(db: Database, wanted: EventVersion[]): Promise<Map<string, EventRow> | null> {
  const kept = caches.get(db) ?? new Map<string, Kept>();
  caches.set(db, kept);
  const now = Date.now();
  const result = new Map<string, EventRow>();
  const missing = new Map<string, string>();
  for (const { event_id, event_version } of wanted) {
    const known = kept.get(event_id);
    if (known && known.version === event_version && known.until > now) result.set(event_id, known.event);
    else missing.set(event_id, event_version);
  }
  if (missing.size === 0) return result;
  const events = await db.within(
    (sql) => sql<(EventRow & { version: string; size: number })[]>`
      select ${eventColumns.brief}, e.xmin::text as version, coalesce(pg_column_size(e.changes), 0) as size
      from notification.event e where e.id = any(${[...missing.keys()]}::bigint[])`,
  );
  for (const { size, version, ...event } of events) {
    if (version === missing.get(event.id)) {
      result.set(event.id, event);
      missing.delete(event.id);
    }
    // Set anew, it is the youngest; the oldest go first.
    kept.delete(event.id);
    if (size < largest) kept.set(event.id, { version, until: now + keepMs, event });
  }
  for (const [id, { until }] of kept) {
    if (kept.size <= most && until > now) break;
    kept.delete(id);
  }
  return missing.size === 0 ? result : null;
}
