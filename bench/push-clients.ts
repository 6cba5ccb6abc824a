import { io, type Socket } from "socket.io-client";
import type { ClientToServerEvents, ResumeAnswer, ServerToClientEvents } from "../server/contract/socket";

/**
 * A process of browsers, as far as push goes: each socket records what it hears and keeps its cursor as our client
 * does. Forked by bench/push.ts, so that their work is not the server's.
 */
export type Orders =
  | { do: "open"; url: string; origin: string; cookies: string[]; resume: boolean; cursor: string }
  /** Every client drops for `awayMs` now and then, every second time without a word (no FIN). */
  | { do: "drop"; awayMs: number; everyMs: number; seed: number }
  | { do: "settle" }
  /** How many notifications came live so far. */
  | { do: "count" }
  | { do: "report" };
export type Report = { latencies: number[]; heard: string[][] };

type ClientSocket = Socket<ServerToClientEvents, ClientToServerEvents>;
type Client = { cookie: string; socket: ClientSocket; cursor: string; heard: Set<string>; resumed: boolean };

const clients: Client[] = [];
const latencies: number[] = [];
const paused: ClientSocket[] = [];
let settings: Extract<Orders, { do: "open" }>;
let dropping = true;

const hear = (client: Client, batch: { id: string; occurredAt: string }[], live: boolean) => {
  const now = Date.now();
  for (const { id, occurredAt } of batch) {
    if (live && !client.heard.has(id)) latencies.push(now - Date.parse(occurredAt));
    client.heard.add(id);
  }
};

async function connect(client: Client): Promise<void> {
  const socket: ClientSocket = io(settings.url, {
    transports: ["websocket"],
    extraHeaders: { cookie: client.cookie, origin: settings.origin },
    reconnection: false,
    forceNew: true,
  });
  client.socket = socket;
  client.resumed = false;
  const take = (snapshot: string) => {
    if (client.resumed && client.socket === socket) client.cursor = snapshot;
  };
  socket.on("notifications", ({ notifications, snapshot }) => {
    if (client.socket !== socket) return;
    hear(client, notifications, true);
    take(snapshot);
  });
  socket.on("counts", ({ snapshot }) => take(snapshot));
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });
  if (!settings.resume) return;
  const answer: ResumeAnswer = await socket.timeout(15_000).emitWithAck("resume", { snapshot: client.cursor });
  if ("resync" in answer) throw new Error("A client was told to refetch: the load is not what this bench is about.");
  hear(client, answer.notifications, false);
  client.cursor = answer.snapshot;
  client.resumed = true;
}

/** The line is cut without a word: neither side hears of the other again, and the server does not know. */
function silence(socket: ClientSocket): void {
  const { transport } = socket.io.engine as unknown as { transport: { ws: { _socket: { pause(): void } } } };
  transport.ws._socket.pause();
  paused.push(socket);
}

async function drop(client: Client, silent: boolean, awayMs: number): Promise<void> {
  if (silent) silence(client.socket);
  else client.socket.disconnect();
  await new Promise((resolve) => setTimeout(resolve, awayMs));
  for (let attempt = 0; attempt < 5; attempt++)
    try {
      return await connect(client);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  throw new Error("A client could not come back.");
}

const orders: { [Do in Orders["do"]]: (order: Extract<Orders, { do: Do }>) => Promise<unknown> } = {
  async open(order) {
    settings = order;
    // In small groups: a thousand handshakes at once measure only each other.
    for (let at = 0; at < order.cookies.length; at += 25)
      await Promise.all(
        order.cookies.slice(at, at + 25).map((cookie) => {
          const client: Client = {
            cookie,
            socket: undefined as unknown as ClientSocket,
            cursor: order.cursor,
            heard: new Set(),
            resumed: false,
          };
          clients.push(client);
          return connect(client);
        }),
      );
  },
  async drop({ awayMs, everyMs, seed }) {
    dropping = true;
    const drops = clients.map(async (client, index) => {
      // Spread over the period, and the same in every run of the seed.
      await new Promise((resolve) => setTimeout(resolve, ((index * 7919 + seed * 104_729) % 1000) * (everyMs / 1000)));
      for (let round = 0; dropping; round++) {
        await drop(client, (index + round) % 2 === 0, awayMs);
        await new Promise((resolve) => setTimeout(resolve, everyMs));
      }
    });
    finished = Promise.all(drops);
    finished.catch(() => {});
  },
  async settle() {
    dropping = false;
    await finished;
  },
  async count() {
    return latencies.length;
  },
  async report() {
    for (const { socket } of clients) socket.disconnect();
    for (const socket of paused) socket.disconnect();
    return { latencies, heard: clients.map(({ heard }) => [...heard]) } satisfies Report;
  },
};
let finished: Promise<unknown> = Promise.resolve();

process.on("message", (order: Orders) => {
  const run = orders[order.do] as (order: Orders) => Promise<unknown>;
  run(order).then(
    (result) => process.send?.({ result: result ?? null }),
    (error) => process.send?.({ error: String(error) }),
  );
});
