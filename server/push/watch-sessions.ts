import { channels } from "../database/wake";
import { liveSessions } from "../identity/live-sessions";
import type { Runtime, Stop } from "../runtime";
import { type PushServer, personRoom } from "./socket-server";

const checkMs = 1_000;

/**
 * Closes the sockets of sessions that ended: at once when told so, and within a second for what nobody tells
 * (expiry, a password that GraphSpace itself changed). A database that is away closes nothing.
 */
export function watchSessions(runtime: Pick<Runtime, "db" | "log" | "secret">, io: PushServer): Stop {
  const { sockets } = io.of("/");
  const close = (ended: (sessionId: string) => boolean) => {
    for (const socket of sockets.values()) {
      const { sessionId } = socket.data;
      if (sessionId && ended(sessionId)) socket.disconnect(true);
    }
  };
  let checking = false;

  const check = async () => {
    if (checking || sockets.size === 0) return;
    checking = true;
    try {
      const now = Date.now();
      const sessions = new Set<string>();
      for (const socket of sockets.values()) {
        const { sessionId, expiresAt } = socket.data;
        if (sessionId) sessions.add(sessionId);
        else if (expiresAt && expiresAt.getTime() <= now) socket.disconnect(true);
      }
      const live = await liveSessions(runtime, [...sessions]);
      close((id) => sessions.has(id) && !live.has(id));
    } catch (error) {
      runtime.log.warn({ err: error }, "Open sockets could not be checked against their sessions");
    } finally {
      checking = false;
    }
  };

  const timer = setInterval(() => void check(), checkMs);
  /** Another password ends all of a person's sessions; whoever is still let in comes back by itself. */
  const hear = (ended: string) => {
    const [, userId] = /^user:(\d+)$/.exec(ended) ?? [];
    if (userId === undefined) close((id) => id === ended);
    else io.in(personRoom(Number(userId))).disconnectSockets(true);
  };
  const ears = runtime.db.dedicated();
  ears.listen(channels.sessionEnded, hear).catch(() => {}); // the check above needs no ears
  return async () => {
    clearInterval(timer);
    await ears.end({ timeout: 1 });
  };
}
