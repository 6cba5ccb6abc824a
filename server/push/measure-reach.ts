import type { Runtime } from "../runtime";
import type { PushServer } from "./socket-server";

/** Enough to see how fast things are, too few to cost. */
const perSecond = 20;

/** Measures, on a sample, how long notifications take from their producer to an open browser. */
export function measureReach({ db, log, metrics }: Pick<Runtime, "db" | "log" | "metrics">, io: PushServer) {
  let second = 0;
  let asked = 0;
  let arrived: { id: string; at: number }[] = [];
  let timer: NodeJS.Timeout | undefined;

  const observe = async () => {
    const these = arrived;
    arrived = [];
    timer = undefined;
    const rows = await db.within(
      (sql) => sql<{ id: string; producedAt: Date }[]>`
        select id, produced_at as "producedAt" from notification.event
        where id = any(${these.map(({ id }) => id)}::bigint[]) and produced_at is not null`,
    );
    const produced = new Map(rows.map((row) => [row.id, row.producedAt.getTime()]));
    for (const { id, at } of these) {
      const from = produced.get(id);
      if (from !== undefined) metrics.endToEndSeconds.observe(Math.max(0, at - from) / 1000);
    }
  };

  return {
    /** One socket of a room to ask for an acknowledgement; none where nobody is there, or enough were asked. */
    pick(room: string) {
      const now = Math.floor(Date.now() / 1000);
      if (now !== second) [second, asked] = [now, 0];
      if (asked >= perSecond) return undefined;
      const [id] = io.sockets.adapter.rooms.get(room) ?? [];
      const socket = id === undefined ? undefined : io.sockets.sockets.get(id);
      if (socket) asked++;
      return socket;
    },
    /** A browser has what was sent of this event; looked up later, off the way of what is pushed. */
    reached(eventId: string): void {
      arrived.push({ id: eventId, at: Date.now() });
      timer ??= setTimeout(
        () => observe().catch((error) => log.debug({ err: error }, "Latency could not be measured")),
        500,
      ).unref();
    },
    stop: () => clearTimeout(timer),
  };
}
