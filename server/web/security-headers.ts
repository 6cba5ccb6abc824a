import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

export type SecurityOptions = {
  dev: boolean;
  secure: boolean;
  embedOrigins: string[];
  /** Whose pictures this page may show: what its reader allowed. */
  images?: readonly string[];
};

/**
 * Sets the security headers of one response. The nonce goes into the *request* header too, where Next looks for
 * it and puts it on its scripts (so every page must be rendered per request).
 */
export function setSecurityHeaders(request: IncomingMessage, response: ServerResponse, options: SecurityOptions): void {
  const embeddable = /^\/embed(\.js(\?|$)|\/)/.test(request.url ?? "") && options.embedOrigins.length > 0;
  const policy = request.url?.startsWith("/api/") ? apiPolicy : pagePolicy(embeddable, options);
  request.headers["content-security-policy"] = policy;
  response.setHeader("Content-Security-Policy", policy);
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Referrer-Policy", "same-origin");
  response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  if (!embeddable) {
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  }
  if (options.secure) response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
}

/** Data is no page: should a browser show it as one, it may do nothing. */
const apiPolicy = "default-src 'none'; frame-ancestors 'none'";

function pagePolicy(embeddable: boolean, { dev, images = [], embedOrigins }: SecurityOptions): string {
  const nonce = randomBytes(16).toString("base64");
  return [
    "default-src 'self'",
    // React's development build evaluates code for its error overlay.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    // Style attributes carry positions and colours; without scripts they can do no harm.
    "style-src 'self' 'unsafe-inline'",
    ["img-src 'self' data: blob:", ...images].join(" "),
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${embeddable ? embedOrigins.join(" ") : "'none'"}`,
  ].join("; ");
}
