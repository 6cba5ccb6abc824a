/**
 * Who looks at this page. In our own pages the cookie says it; in a page of another site's (the embedded bell) a
 * short-lived token does, which that site signs. It is kept here, in memory, and nowhere else.
 */
type AskHost = () => Promise<string>;

let askHost: AskHost | null = null;
let onOther: () => void = () => {};
/** For whom the host signed last. */
let person: string | null = null;
let held: { token: string; staleAt: number } | null = null;
let asking: Promise<string> | null = null;

/**
 * From here on the host's token proves it, and the cookie is never sent. `somebodyElse` is called when a token is
 * another person's than the one before: what this page holds is not theirs.
 */
export function proveByHost(ask: AskHost, somebodyElse: () => void = () => {}): void {
  askHost = ask;
  onOther = somebodyElse;
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
      const { exp = 0, email, sub = "" } = claimsOf(token);
      held = { token, staleAt: staleAt(exp) };
      const before = person;
      person = email ?? sub;
      if (before !== null && before !== person) onOther();
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

type Claims = { exp?: number; email?: string; sub?: string };

/** What a token says; the server alone finds out whether it is true. */
function claimsOf(token: string): Claims {
  try {
    const payload = token.split(".")[1] ?? "";
    return (JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/"))) as Claims | null) ?? {};
  } catch {
    return {};
  }
}

/** A little before it ends: half a minute, or a quarter of what is left of a short one. */
function staleAt(exp: number): number {
  const left = exp * 1000 - Date.now();
  return Date.now() + left - Math.min(30_000, left / 4);
}
