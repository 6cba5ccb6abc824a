import { createRemoteJWKSet, type JWTVerifyGetKey, jwtVerify } from "jose";
import type { Runtime } from "../runtime";
import { findAccount, viewerFrom } from "./find-account";
import { perRuntime } from "./per-runtime";
import type { Viewer } from "./viewer";

/** A host signs for one page view; nothing that lives longer is taken. */
const maxLifetimeSeconds = 60 * 60;

const keys = perRuntime("host-keys", ({ config }) => ({
  secret: config.HOST_JWT_SECRET === undefined ? null : new TextEncoder().encode(config.HOST_JWT_SECRET),
  remote: config.HOST_JWKS_URL === undefined ? null : createRemoteJWKSet(new URL(config.HOST_JWKS_URL)),
}));

/**
 * The person for whom the host (GraphSpace's own pages) signed a JWT, or null: claim `email`, or `sub`, is the exact
 * e-mail; `exp` at most an hour after `iat`; `aud`, where given (with HOST_JWKS_URL always), is BASE_URL.
 */
export async function checkHostToken(runtime: Runtime, token: string): Promise<Viewer | null> {
  const { secret, remote } = keys(runtime);
  const payload =
    (secret && (await verified(token, secret, ["HS256", "HS384", "HS512"]))) ||
    (remote && (await verified(token, remote, ["RS256", "PS256", "ES256", "ES384", "EdDSA"])));
  if (!payload?.exp) return null;
  const now = Math.floor(Date.now() / 1000);
  if (payload.exp - Math.min(payload.iat ?? now, now) > maxLifetimeSeconds) return null;
  const audience = [payload.aud ?? []].flat();
  if ((audience.length > 0 || !secret) && !audience.includes(runtime.config.baseUrl)) return null;
  const email = [payload.email, payload.sub].find((name): name is string => typeof name === "string");
  const account = email ? await findAccount(runtime.db, email) : null;
  return account && { ...viewerFrom(account, "host-token"), expiresAt: new Date(payload.exp * 1000) };
}

async function verified(token: string, key: Uint8Array | JWTVerifyGetKey, algorithms: string[]) {
  const options = { algorithms, requiredClaims: ["exp"], clockTolerance: 5 };
  try {
    return (await (key instanceof Uint8Array ? jwtVerify(token, key, options) : jwtVerify(token, key, options)))
      .payload;
  } catch (error) {
    // A token that is not right is nobody's; a key server that is away is the operator's to know.
    if ((error as { code?: string }).code?.startsWith("ERR_J")) return null;
    throw error;
  }
}
