import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SignJWT } from "jose";

export type HostPage = {
  url: string;
  /** How often the page asked its own server for a token. */
  asked(): number;
  /** Somebody else signs in on the host, whose page stays as it is. */
  become(person: string): void;
  stop(): Promise<void>;
};

const bellOf = (callback: boolean) =>
  callback
    ? `<graphspace-bell></graphspace-bell><script>document.querySelector("graphspace-bell").getToken =
        async () => (await fetch("/notification-token/")).text()</script>`
    : '<graphspace-bell token-url="/notification-token/"></graphspace-bell>';

/**
 * Another application's page with the bell in its header, as a Django template would make it, and the view that signs
 * its tokens. On 127.0.0.1, which is another site than the application's localhost.
 */
export async function startHostPage(options: {
  port?: number;
  person: string;
  seconds?: number;
  style?: string;
  /** Give the bell a function instead of an address, before its script has arrived. */
  callback?: boolean;
}): Promise<HostPage> {
  let { person } = options;
  const { port = 0, seconds = 300, style = "", callback = false } = options;
  const key = new TextEncoder().encode(process.env.E2E_HOST_JWT_SECRET);
  let asked = 0;
  const server = createServer(async (request, response) => {
    if (request.url === "/notification-token/") {
      asked++;
      const now = Math.floor(Date.now() / 1000);
      const claims = new SignJWT({ email: person }).setProtectedHeader({ alg: "HS256" });
      response.setHeader("Content-Type", "text/plain");
      response.end(
        await claims
          .setIssuedAt(now)
          .setExpirationTime(now + seconds)
          .sign(key),
      );
    } else if (request.url === "/") {
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      response.end(`<!doctype html><html lang="en"><head><title>Host</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
        <script src="${process.env.E2E_URL}/embed.js" async></script>
        <style>body { margin: 0; font: 16px system-ui } header { display: flex; justify-content: space-between; align-items: center;
          padding: 8px 16px; background: #7a2048; color: #fff } ${style}</style></head>
        <body><header><b>The host's own page</b>${bellOf(callback)}</header>
        <main><p>Networks of the lab.</p></main></body></html>`);
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked: () => asked,
    become: (other) => {
      person = other;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
