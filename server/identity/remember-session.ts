import { fragment } from "../database/fragment";
import { makeProof, type Proof } from "../proof";
import type { Runtime } from "../runtime";
import { perRuntime } from "./per-runtime";
import { tokenHash } from "./secrets";
import type { Viewer } from "./viewer";

/** What a viewer is read from, while the session lives; the hash of its token follows. */
export const fromSession = fragment`from auth.session s
  join public."user" u on u.id = s.user_id
  left join auth.profile p on p.user_id = s.user_id
  where s.expires_at > now() and s.token_hash =`;

/**
 * Changes with whatever the viewer is made of: the versions of our rows, and a digest of GraphSpace's, of which we may
 * have the right to read some columns only.
 */
export const sessionVersion = fragment`concat(s.xmin, ' ', p.xmin, ' ', sha256(convert_to(row(u.email, u.password, u.is_admin)::text, 'UTF8')))`;

/** Somebody whom their session's token named, and what may prove that it still does. */
export type Recalled = { viewer: Viewer; proof: Proof };
type Remembered = { viewer: Viewer; version: string; until: number };

const most = 10_000;
const sessions = perRuntime("sessions", () => new Map<string, Remembered>());

/**
 * Remembers what was read of a session, by the hash of its token; null forgets it.
 * @param read `until`: when it has to be read again all the same, in ms
 */
export function rememberSession(runtime: Runtime, hash: string, read: Remembered | null): void {
  const remembered = sessions(runtime);
  // Set anew, it is the youngest; the oldest go first.
  remembered.delete(hash);
  if (read) remembered.set(hash, read);
  const oldest = remembered.keys().next().value;
  if (remembered.size > most && oldest !== undefined) remembered.delete(oldest);
}

/** Who was signed in by this token when it was read last; null: not known, or due to be read. */
export function recallSession(runtime: Runtime, token: string): Recalled | null {
  const hash = tokenHash(token);
  const known = sessions(runtime).get(hash);
  if (!known || known.until <= Date.now()) return null;
  const column = fragment`(select ${sessionVersion} ${fromSession} ${hash})`;
  return { viewer: { ...known.viewer }, proof: makeProof(column, known.version) };
}
