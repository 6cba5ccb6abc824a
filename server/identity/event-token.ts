import { workspaceSource } from "../contract/event";
import { AppError } from "../errors";
import type { Runtime } from "../runtime";
import { sameSecret, tokenHash } from "./secrets";

/** The demo's token, known to everybody who read the documentation; only on loopback. */
export const demoEventToken = "graphspace-demo-token";

/** What a producer may send: events of one source, of some types (`*`: all). */
export type EventGrant = { name: string; source: string; types: string[] };

/** The grant behind `Authorization: Bearer …`; throws 401 for none, an unknown or a revoked one. */
export async function checkEventToken(runtime: Runtime, authorization: string | null): Promise<EventGrant> {
  const token = /^bearer\s+(\S+)$/i.exec(authorization ?? "")?.[1];
  const wrong = new AppError(401, "Send a valid event token: Authorization: Bearer …", [], {
    headers: { "WWW-Authenticate": "Bearer" },
  });
  if (!token) throw wrong;
  const { config, db } = runtime;
  const settled = config.EVENTS_TOKEN ?? (config.demo ? demoEventToken : null);
  if (settled !== null && sameSecret(token, settled))
    return { name: "EVENTS_TOKEN", source: "/graphspace", types: ["*"] };
  const [row] = await db.within(
    (sql) => sql<(EventGrant & { id: string; stale: boolean })[]>`
      select id, name, source, types, coalesce(last_used_at < now() - interval '1 minute', true) as stale
      from auth.event_token where token_hash = ${tokenHash(token)} and revoked_at is null`,
  );
  if (!row || row.source === workspaceSource) throw wrong;
  if (row.stale) await db.within((sql) => sql`update auth.event_token set last_used_at = now() where id = ${row.id}`);
  return { name: row.name, source: row.source, types: row.types };
}

/** Whether a grant covers an event. */
export const grantCovers = (grant: EventGrant, event: { source: string; type: string }): boolean =>
  grant.source === event.source && (grant.types.includes("*") || grant.types.includes(event.type));
