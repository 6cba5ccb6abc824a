import { createServer, type Server } from "node:http";
import next from "next";
import { noteRequest } from "../identity/client-address";
import type { Runtime, Stop } from "../runtime";
import { setSecurityHeaders } from "./security-headers";

export type Web = { server: Server; listen(): Promise<void>; stop: Stop };

/** Prepares the pages and the HTTP server. Other rooms attach to `server` before `listen` opens the port. */
export async function startWeb({ config }: Runtime, { dev }: { dev: boolean }): Promise<Web> {
  const server = createServer();
  const app = next({ dev, dir: process.cwd(), hostname: config.HOST, port: config.PORT, httpServer: server });
  await app.prepare();
  const handle = app.getRequestHandler();
  const security = { dev, secure: config.secure, embedOrigins: config.EMBED_ORIGINS };
  server.on("request", (request, response) => {
    // Socket.IO answers its own path.
    if (request.url?.startsWith("/socket.io/")) return;
    noteRequest(request);
    setSecurityHeaders(request, response, security);
    void handle(request, response);
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
      const cut = setTimeout(() => server.closeAllConnections(), 2_000);
      await closed;
      clearTimeout(cut);
      await app.close();
    },
  };
}
