import type { AddressInfo, Socket } from "node:net";
import { SMTPServer } from "smtp-server";

/** What the server does to every mail. */
export type SmtpOutcome =
  | "250"
  | "4xx at RCPT"
  | "5xx at RCPT"
  | "4xx after DATA"
  | "5xx after DATA"
  | "drop before DATA"
  | "drop after DATA"
  | "taken, then drop"
  | "silence";

export type SmtpSink = {
  url: string;
  /** Changes what happens from now on. */
  set(outcome: SmtpOutcome): void;
  /** Called with the recipient when the first of a message's body arrives. */
  onBody?: (to: string) => void;
  /** Every message whose end the server saw and that it may have kept, in full. */
  taken: { to: string; raw: string }[];
  close(): Promise<void>;
};

const refusal = (responseCode: number) => Object.assign(new Error("refused on purpose"), { responseCode });

/** A real SMTP server on a free port that behaves as told. */
export async function startSmtpSink(first: SmtpOutcome = "250"): Promise<SmtpSink> {
  let outcome = first;
  const taken: SmtpSink["taken"] = [];
  const sockets = new Map<string, Socket>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    logger: false,
    closeTimeout: 100,
    onRcptTo(_, session, done) {
      if (outcome === "4xx at RCPT") return done(refusal(450));
      if (outcome === "5xx at RCPT") return done(refusal(550));
      if (outcome === "drop before DATA") return void sockets.get(session.id)?.destroy();
      done();
    },
    onData(stream, session, done) {
      const to = session.envelope.rcptTo[0]?.address ?? "";
      let raw = "";
      stream.on("data", (chunk) => {
        if (raw === "") sink.onBody?.(to);
        raw += chunk;
        if (outcome === "drop after DATA") sockets.get(session.id)?.destroy();
      });
      stream.on("end", () => {
        if (outcome === "4xx after DATA") return done(refusal(451));
        if (outcome === "5xx after DATA") return done(refusal(554));
        if (outcome === "drop after DATA") return;
        taken.push({ to, raw });
        if (outcome === "taken, then drop") return void sockets.get(session.id)?.destroy();
        if (outcome === "250") done();
      });
    },
    onConnect(session, done) {
      const connection = [...(server as unknown as { connections: Set<{ id: string; _socket: Socket }> }).connections];
      const socket = connection.find(({ id }) => id === session.id)?._socket;
      if (socket) sockets.set(session.id, socket);
      done();
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  const sink: SmtpSink = {
    url: `smtp://127.0.0.1:${port}`,
    set: (next) => {
      outcome = next;
    },
    taken,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return sink;
}
