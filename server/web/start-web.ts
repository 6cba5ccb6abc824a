import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import next from "next";
import { noteRequest } from "../client-address";
import type { Runtime, Stop } from "../runtime";
import { answerDirectly, type DirectRoutes } from "./answer-directly";
import { answerProbe } from "./answer-probe";
import { refuseBrokenAddress } from "./refuse-broken-address";
import { methodsOf, refuseWrongMethod } from "./refuse-wrong-method";
import { setSecurityHeaders } from "./security-headers";

export type Web = { server: Server; listen(): Promise<void>; stop: Stop };

type Pages = { handle(request: IncomingMessage, response: ServerResponse): Promise<void>; close(): Promise<void> };

/**
 * Prepares the HTTP server: the pages where this process has the role `web`, the probes in every role.
 * Other rooms attach to `server` before `listen` opens the port.
 */
export async function startWeb(
  runtime: Runtime,
  {
    dev,
    direct = {},
    doors = [],
    imagesOf = async () => [],
  }: {
    dev: boolean;
    /** Answered without Next. */
    direct?: DirectRoutes;
    /** What can be called, like `GET /api/filters/{id}`; another method there is refused. */
    doors?: string[];
    /** Origins whose pictures the page of a request may show. */
    imagesOf?: (request: IncomingMessage) => Promise<string[]>;
  },
): Promise<Web> {
  const { config, log } = runtime;
  const server = createServer();
  const methods = methodsOf(doors);
  const pages = config.roles.has("web") ? await preparePages(runtime, server, dev) : null;
  const security = { dev, secure: config.secure, embedOrigins: config.EMBED_ORIGINS };
  server.on("request", async (request, response) => {
    // Socket.IO answers its own path.
    if (pages && request.url?.startsWith("/socket.io/")) return;
    try {
      // A proxy may ask by the whole address; it is the path that counts, never the host in it.
      request.url = request.url?.replace(/^https?:\/\/[^/?]*/i, "");
      if (!request.url?.startsWith("/")) {
        response.writeHead(400).end();
        return;
      }
      noteRequest(request, config.proxies);
      setSecurityHeaders(request, response, { ...security, images: await imagesOf(request) });
      if (refuseBrokenAddress(request, response)) return;
      if (refuseWrongMethod(methods, request, response)) return;
      if (await answerProbe(runtime, request, response)) return;
      if (pages && (await answerDirectly(direct, request, response))) return;
      if (pages) await pages.handle(request, response);
      else response.writeHead(404).end();
    } catch (error) {
      log.error({ err: error, url: withoutSecrets(request.url) }, "a request failed");
      if (!response.headersSent) response.writeHead(500);
      response.end();
    }
  });
  return {
    server,
    listen: () =>
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(config.PORT, config.HOST, () => {
          server.off("error", reject);
          resolve();
        });
      }),
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      // Requests under way have a moment to end; then they are cut.
      const cut = setTimeout(() => server.closeAllConnections(), 2_000);
      await closed;
      clearTimeout(cut);
      await pages?.close();
    },
  };
}

/** Whoever knows these links may use them. */
const withoutSecrets = (url = "") =>
  url.replace(/^(\/api\/feed|\/unsubscribe)\/[^/?]+/, "$1/…").replace(/([?&]code=)[^&]*/, "$1…");

async function preparePages({ config }: Runtime, httpServer: Server, dev: boolean): Promise<Pages> {
  const app = next({ dev, dir: process.cwd(), hostname: config.HOST, port: config.PORT, httpServer });
  await app.prepare();
  const handle = app.getRequestHandler();
  return { handle: (request, response) => handle(request, response), close: () => app.close() };
}
