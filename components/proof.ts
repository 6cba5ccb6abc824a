/**
 * Who looks at this page. In our own pages the cookie says it; in a page of another site's (the embedded bell) a
 * short-lived token does, which that site signs. It is kept here, in memory, and nowhere else.
 */
type AskHost = () => Promise<string>;

let askHost: AskHost | null = null;
let held: { token: string; staleAt: number } | null = null;
let asking: Promise<string> | null = null;

/** From here on the host's token proves it, and the cookie is never sent. */
export function proveByHost(ask: AskHost): void {
  askHost = ask;
  held = null;
}

/** True where the cookie is not ours to use. */
export const isEmbedded = (): boolean => askHost !== null;

/** A token that is still good, asked of the host where ours is old; null where the cookie proves it. */
export async function hostToken(): Promise<string | null> {
  if (!askHost) return null;
  if (held && Date.now() < held.staleAt) return held.token;
  asking ??= askHost()
    .then((token) => {
      held = { token, staleAt: staleAt(token) };
      return token;
    })
    .finally(() => {
      asking = null;
    });
  return asking;
}

/** What a socket's handshake says. A host that gives no token proves nobody: never nothing, or the cookie would count. */
export const handshakeProof = async (): Promise<{ token?: string }> =>
  isEmbedded() ? { token: (await hostToken().catch(() => null)) ?? "" } : {};

/** The server did not take it: the next one is asked for anew. */
export function forgetToken(): void {
  held = null;
}

/** A little before it ends: half a minute, or a quarter of what is left of a short one. */
function staleAt(token: string): number {
  try {
    const payload = token.split(".")[1] ?? "";
    const { exp } = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/"))) as { exp?: number };
    const left = (exp ?? 0) * 1000 - Date.now();
    return Date.now() + left - Math.min(30_000, left / 4);
  } catch {
    return 0;
  }
}
