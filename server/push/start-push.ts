import type { Server as HttpServer } from "node:http";
import { addressOf, noteRequest } from "../client-address";
import { resumeRequest } from "../contract/socket";
import { atMost } from "../identity/at-most";
import { viewerOf } from "../identity/viewer-of";
import type { Runtime, Stop } from "../runtime";
import { answerResume } from "./answer-resume";
import type { PersonChanges } from "./changes-for";
import { followDatabase } from "./follow-database";
import { measureReach } from "./measure-reach";
import { createSocketServer, isEmbedder, personRoom } from "./socket-server";
import { watchSessions } from "./watch-sessions";

const answerMs = 10_000;

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
  const reach = measureReach(runtime, io);

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

  const follower = followDatabase(
    runtime,
    () => [...open.keys()],
    (people, from, to) => {
      for (const person of people) tell(person, from, to);
    },
    (snapshot) => void io.emit("resync", { erased: false, snapshot }),
  );

  /** Only the last message moves the client's cursor: a connection that ends between two loses nothing. */
  const tell = ({ userId, arrivals, states, counts, resync, erased }: PersonChanges, from: string, to: string) => {
    const room = io.to(personRoom(userId));
    if (resync) room.emit("resync", { erased, snapshot: from });
    if (arrivals.length > 0) {
      room.emit("notifications", { notifications: arrivals, snapshot: from });
      metrics.pushes.inc({ event: "notifications" }, arrivals.length);
    }
    if (states.length > 0) {
      room.emit("state", { states, snapshot: from });
      metrics.pushes.inc({ event: "state" }, states.length);
    }
    const newest = arrivals.at(-1);
    const asked = newest && reach.pick(personRoom(userId));
    if (!asked) return void room.emit("counts", { counts, snapshot: to });
    room.except(asked.id).emit("counts", { counts, snapshot: to });
    // What is sent on one connection arrives in order: who has the counts has all of it.
    asked.timeout(answerMs).emit("counts", { counts, snapshot: to }, (error) => error || reach.reached(newest.id));
  };

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
    reach.stop();
    await unwatch();
    await follower.stop();
    // Not io.close(): the HTTP server is the web room's to close.
    io.disconnectSockets(true);
    io.engine.close();
  };
}
