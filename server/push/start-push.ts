import type { Server as HttpServer } from "node:http";
import { addressOf, noteRequest } from "../client-address";
import { resumeRequest } from "../contract/socket";
import { atMost } from "../identity/at-most";
import { viewerOf } from "../identity/viewer-of";
import type { Runtime, Stop } from "../runtime";
import { answerResume } from "./answer-resume";
import { followDatabase } from "./follow-database";
import { createSocketServer, isEmbedder, personRoom } from "./socket-server";
import { tellPeople } from "./tell-people";
import { watchSessions } from "./watch-sessions";

/** One person's open pages on this node. What they ask is answered a few at a time: nobody takes the database from all others. */
type Person = { sockets: number; asking: number; inTurn: ReturnType<typeof atMost> | null };

/**
 * Attaches Socket.IO to the web server: every person's open pages hear of what changed in their inbox.
 * @param maxSockets of one person; more than anybody has pages open, but a program that runs away has more
 */
export function startPush(runtime: Runtime, http: HttpServer, maxSockets = 2_000): Stop {
  const { config, db, log, metrics } = runtime;
  const io = createSocketServer(http, config);
  const open = new Map<number, Person>();
  const telling = tellPeople(runtime, io);

  io.use((socket, next) => {
    noteRequest(socket.request, config.proxies);
    const token: unknown = socket.handshake.auth.token;
    const credentials = {
      // A neighbour on the same site would bring the person's cookie along.
      headers: isEmbedder(socket.request, config) ? {} : socket.request.headers,
      address: addressOf(socket.request.headers),
      hostToken: typeof token === "string" ? token : undefined,
    };
    viewerOf(runtime, credentials).then(
      (viewer) => {
        if (!viewer) return next(new Error("unauthenticated"));
        const { userId, sessionId, expiresAt } = viewer;
        if ((open.get(userId)?.sockets ?? 0) >= maxSockets) return next(new Error("too many"));
        socket.data = { userId, sessionId, expiresAt };
        next();
      },
      (error) => {
        log.warn({ err: error }, "A socket could not be authenticated");
        next(new Error("unavailable"));
      },
    );
  });

  const follower = followDatabase(runtime, open, telling);

  io.on("connection", (socket) => {
    // Nobody asks for these again; an idle page need not hold them.
    Object.assign(socket.conn, { request: null });
    Object.assign(socket, { handshake: null });
    const { userId } = socket.data;
    void socket.join(personRoom(userId));
    const person = open.get(userId) ?? { sockets: 0, asking: 0, inTurn: null };
    open.set(userId, person);
    person.sockets++;
    metrics.sockets.inc();
    socket.on("disconnect", () => {
      metrics.sockets.dec();
      if (--person.sockets === 0) open.delete(userId);
    });
    socket.on("resume", async (request, answer) => {
      if (typeof answer !== "function") return;
      person.asking++;
      person.inTurn ??= atMost(4, maxSockets);
      try {
        await person.inTurn(async () => {
          if (!socket.connected) return;
          const asked = resumeRequest.safeParse(request);
          // Who resumes must be part of every look from here on, or something could fall between the two.
          await follower.settled();
          answer(await answerResume(db, userId, asked.data?.snapshot ?? ""));
        });
      } catch (error) {
        // No answer: the client tries again, by a fresh connection.
        log.warn({ err: error }, "A resume could not be answered");
        socket.disconnect(true);
      } finally {
        if (--person.asking === 0) person.inTurn = null;
      }
    });
  });

  const unwatch = watchSessions(runtime, io);
  return async () => {
    telling.stop();
    await unwatch();
    await follower.stop();
    // Not io.close(): the HTTP server is the web room's to close.
    io.disconnectSockets(true);
    io.engine.close();
  };
}
