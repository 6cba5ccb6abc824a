import net from "node:net";
import { onTestFinished } from "vitest";

/**
 * A way to `port` on loopback whose connections can go silent: open, and nothing comes through any more, ever.
 * Those opened later are fine.
 */
export async function silentProxy(port: number): Promise<{ port: number; silence(): void }> {
  const pairs = new Set<{ silent: boolean; destroy(): void }>();
  const server = net.createServer((client) => {
    const upstream = net.connect(port, "127.0.0.1");
    const pair = { silent: false, destroy: () => [client, upstream].map((socket) => socket.destroy()) };
    pairs.add(pair);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      from.on("data", (chunk) => pair.silent || to.write(chunk));
      from.on("close", () => pair.silent || to.destroy());
      from.on("error", () => {});
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const pair of pairs) pair.destroy();
    server.close();
  });
  return {
    port: (server.address() as net.AddressInfo).port,
    silence() {
      for (const pair of pairs) pair.silent = true;
    },
  };
}
