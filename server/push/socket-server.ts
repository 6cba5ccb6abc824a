import type { Server as HttpServer, IncomingMessage } from "node:http";
import { Server } from "socket.io";
import type { Config } from "../config";
import { type ClientToServerEvents, maxSocketMessageBytes, type ServerToClientEvents } from "../contract/socket";
import type { Viewer } from "../identity/viewer";

/** Whose page it is; what an idle page need not hold, it does not. */
export type SocketData = Pick<Viewer, "userId" | "sessionId" | "expiresAt">;
export type PushServer = Server<ClientToServerEvents, ServerToClientEvents, Record<string, never>, SocketData>;

export const personRoom = (userId: number) => `person:${userId}`;

/**
 * Socket.IO on the web server. Its `cors` option does not protect WebSocket, so the handshake itself is checked:
 * an exact Origin, ours or an embedder's; none at all only from a client that is no browser (browsers always say where they come from:
 * Origin on WebSocket and cross-site requests, Sec-Fetch-Site on the rest).
 */
export function createSocketServer(http: HttpServer, config: Pick<Config, "origins" | "EMBED_ORIGINS">): PushServer {
  return new Server(http, {
    path: "/socket.io",
    transports: ["websocket", "polling"],
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: maxSocketMessageBytes,
    pingInterval: 10_000,
    pingTimeout: 5_000,
    connectTimeout: 10_000,
    allowRequest: (request, decide) => {
      if (isAllowedOrigin(request, config.origins) || isEmbedder(request, config)) decide(null, true);
      else decide("This origin may not open a socket.", false);
    },
  });
}

/** A page of another site that may ring our bell: by its own token, and by no cookie. */
export const isEmbedder = ({ headers }: Pick<IncomingMessage, "headers">, config: Pick<Config, "EMBED_ORIGINS">) =>
  headers.origin !== undefined && config.EMBED_ORIGINS.includes(headers.origin);

export function isAllowedOrigin({ headers }: Pick<IncomingMessage, "headers">, origins: ReadonlySet<string>): boolean {
  if (headers.origin !== undefined) return origins.has(headers.origin);
  const site = headers["sec-fetch-site"];
  return site === undefined || site === "same-origin";
}
