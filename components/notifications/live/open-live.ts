import { io, type Socket } from "socket.io-client";
import type { Counts, Notification, NotificationState } from "@/server/contract/notification";
import type { ClientToServerEvents, ResumeAnswer, ServerToClientEvents } from "@/server/contract/socket";
import { handshakeProof } from "../../proof";
import type { LiveStatus } from "./live-status";

type LiveSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

export type LiveHandlers = {
  status(status: LiveStatus): void;
  /** Where the page stands: the cursor of what it shows. Asked for when there is none yet. */
  start(): Promise<string>;
  /** `missed`: they came while this page was not connected. */
  arrivals(notifications: Notification[], snapshot: string, missed: boolean): void;
  states(states: NotificationState[], snapshot: string): void;
  counts(counts: Counts, snapshot: string): void;
  /** Too far behind: what is shown may lack something. */
  stale(): void;
  /** The person deleted all they had: nothing that is shown is there any more. */
  erased(): void;
  /** The session ended: nothing will come any more. */
  ended(): void;
};

export type Live = {
  /** Applies what changed since `snapshot`; the client's own cursor stays where it is. */
  catchUp(snapshot: string): void;
  close(): void;
};

const answerMs = 8_000;
const retryMs = 2_000;

/**
 * Keeps a page up to date. Push is a hint, the database the truth: after every connect the client says where it
 * stands and is told all it missed. It moves its cursor only then, and with what comes on that connection: what was
 * sent before the answer may have been preceded by something lost.
 */
export function openLive(handlers: LiveHandlers): Live {
  const socket: LiveSocket = io({
    path: "/socket.io",
    // Asked at every connection: a host's token is another one by then.
    auth: (prove) => void handshakeProof().then(prove),
    transports: ["websocket", "polling"],
    reconnectionDelay: 300,
    reconnectionDelayMax: 5_000,
    timeout: answerMs,
  });
  let cursor: string | null = null;
  let resumed = false;
  let attempt = 0;

  const take = (snapshot: string) => {
    if (resumed) cursor = snapshot;
  };

  const startAnew = ({ erased }: { erased: boolean }) => (erased ? handlers.erased() : handlers.stale());

  const apply = (answer: ResumeAnswer) => {
    if ("resync" in answer) startAnew(answer);
    else {
      if (answer.notifications.length > 0) handlers.arrivals(answer.notifications, answer.snapshot, true);
      if (answer.states.length > 0) handlers.states(answer.states, answer.snapshot);
    }
    handlers.counts(answer.counts, answer.snapshot);
  };

  const resume = async () => {
    const mine = ++attempt;
    resumed = false;
    try {
      const from = cursor ?? (await handlers.start());
      const answer: ResumeAnswer = await socket.timeout(answerMs).emitWithAck("resume", { snapshot: from });
      if (mine !== attempt) return;
      apply(answer);
      cursor = answer.snapshot;
      resumed = true;
      handlers.status("live");
    } catch {
      if (mine !== attempt) return;
      // Connected, but no answer: the line is dead or the server busy. Begin anew.
      handlers.status("reconnecting");
      setTimeout(() => mine === attempt && socket.disconnect().connect(), retryMs);
    }
  };

  socket.on("connect", () => void resume());
  socket.on("notifications", ({ notifications, snapshot }, reached) => {
    handlers.arrivals(notifications, snapshot, false);
    take(snapshot);
    reached?.();
  });
  socket.on("state", ({ states, snapshot }) => {
    handlers.states(states, snapshot);
    take(snapshot);
  });
  socket.on("counts", ({ counts, snapshot }) => {
    handlers.counts(counts, snapshot);
    take(snapshot);
  });
  socket.on("resync", (message) => {
    startAnew(message);
    take(message.snapshot);
  });
  socket.on("disconnect", (reason) => {
    attempt++;
    if (reason === "io client disconnect") return;
    handlers.status(navigator.onLine ? "reconnecting" : "offline");
    // The server closed it on purpose (the session ended, or it stops): ask once more, and believe a refusal.
    if (reason === "io server disconnect") socket.connect();
  });
  socket.on("connect_error", (error) => {
    if (error.message === "unauthenticated") {
      socket.disconnect();
      handlers.ended();
      return;
    }
    handlers.status(navigator.onLine ? "reconnecting" : "offline");
  });

  // After sleep a socket may look open and be dead: ask at once instead of waiting for a ping to time out.
  const wake = () => {
    if (document.visibilityState !== "visible") return;
    // An attempt that is under way may have begun on the dead line, and a pause between two be long.
    if (!socket.connected) socket.disconnect().connect();
    else if (resumed) void resume();
  };
  const away = () => handlers.status("offline");
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("online", wake);
  window.addEventListener("offline", away);
  const close = () => {
    attempt++;
    document.removeEventListener("visibilitychange", wake);
    window.removeEventListener("online", wake);
    window.removeEventListener("offline", away);
    socket.disconnect();
  };
  return {
    close,
    catchUp: (snapshot) =>
      void socket
        .timeout(answerMs)
        .emitWithAck("resume", { snapshot })
        .then(apply)
        .catch(() => {}), // the line is down: the next resume starts from an older cursor and brings it all
  };
}
