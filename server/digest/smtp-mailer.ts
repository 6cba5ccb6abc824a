import { Readable } from "node:stream";
import { parseConnectionUrl } from "nodemailer/lib/shared";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { Mailer, Message, Outcome } from "./outcome";

type Options = {
  url: string;
  /** Lines open at once. */
  lines?: number;
  /** Silence after which nobody knows. A server that is only slow has five times as long. */
  silenceMs?: number;
};
type Line = { connection: SMTPConnection; sent: number; usedAt: number; idle?: NodeJS.Timeout };
type SmtpError = Error & { responseCode?: number; response?: string; command?: string; code?: string };

const mailsPerLine = 100;
const idleMs = 30_000;
/** After so long without use the server may have hung up; until then it is not asked. */
const freshMs = 1_000;

/**
 * The only place that speaks SMTP. nodemailer's own pool cannot tell a refusal from a message that may have arrived,
 * and sends again by itself; so this keeps a few of its connections open and tells exactly how each attempt ended.
 */
export function openSmtpMailer({ url, lines = 5, silenceMs = 60_000 }: Options): Mailer {
  const options = {
    connectionTimeout: Math.min(silenceMs, 15_000),
    greetingTimeout: Math.min(silenceMs, 15_000),
    socketTimeout: silenceMs,
    ...parseConnectionUrl(url),
  };
  const free: Line[] = [];
  const open = new Set<Line>();
  const waiting: (() => void)[] = [];
  let busy = 0;

  const drop = (line: Line) => {
    clearTimeout(line.idle);
    open.delete(line);
    const at = free.indexOf(line);
    if (at >= 0) free.splice(at, 1);
    line.connection.close();
  };

  async function connect(): Promise<Line> {
    const connection = new SMTPConnection(options as never);
    const line: Line = { connection, sent: 0, usedAt: 0 };
    open.add(line);
    connection.once("end", () => drop(line));
    try {
      await new Promise<void>((resolve, reject) => {
        connection.once("error", reject);
        connection.once("end", () => reject(new Error("The server hung up.")));
        const { auth } = options as { auth?: { user: string; pass: string } };
        connection.connect((error?: Error | null) => {
          if (error) reject(error);
          else if (auth)
            connection.login({ credentials: auth, ...auth } as never, (failed) =>
              failed ? reject(failed) : resolve(),
            );
          else resolve();
        });
      });
    } catch (error) {
      drop(line);
      throw error;
    }
    // An error ends the connection by itself; `send` tells it, and while a line lies idle nobody needs to hear of it.
    connection.on("error", () => {});
    return line;
  }

  /** A line that answers: one that lay idle may have been closed by the server without a word. */
  async function take(): Promise<Line> {
    for (let line = free.pop(); line; line = free.pop()) {
      clearTimeout(line.idle);
      if (performance.now() - line.usedAt < freshMs) return line;
      const used = line;
      const alive = await new Promise<boolean>((resolve) => {
        used.connection.once("end", () => resolve(false));
        used.connection.reset((error) => resolve(!error));
      });
      if (alive) return used;
      drop(used);
    }
    return connect();
  }

  function giveBack(line: Line, healthy: boolean) {
    if (!healthy || ++line.sent >= mailsPerLine || !open.has(line)) return drop(line);
    line.usedAt = performance.now();
    line.idle = setTimeout(() => drop(line), idleMs).unref();
    free.push(line);
  }

  return {
    async deliver(prepare) {
      if (busy >= lines) await new Promise<void>((resolve) => waiting.push(resolve));
      busy++;
      try {
        let line: Line;
        try {
          line = await take();
        } catch (error) {
          // The mail is not to blame: whatever was refused, it was us.
          return { kind: "temporary", response: said(error as SmtpError), away: true };
        }
        let message: Message | null;
        try {
          message = await prepare();
        } catch (error) {
          giveBack(line, true);
          throw error;
        }
        if (!message) {
          giveBack(line, true);
          return null;
        }
        const outcome = await send(line.connection, message, 5 * silenceMs);
        giveBack(line, outcome.kind === "sent");
        return outcome;
      } finally {
        busy--;
        waiting.shift()?.();
      }
    },
    async close() {
      for (const line of free.splice(0)) line.connection.quit();
      for (const line of [...open]) drop(line);
    },
  };
}

/** One message over one line. The first read of its body is where DATA begins. */
function send(connection: SMTPConnection, message: Message, mostMs: number): Promise<Outcome> {
  let begun = false;
  let given = false;
  const body = new Readable({
    read() {
      begun = true;
      if (!given) this.push(message.raw);
      given = true;
      this.push(null);
    },
  });
  return new Promise((resolve) => {
    const timer = setTimeout(() => finish(new Error("The server was not done in time.")), mostMs);
    const finish = (error: SmtpError | null, response = "") => {
      clearTimeout(timer);
      connection.off("error", finish);
      connection.off("end", ended);
      resolve(error ? judge(error, begun) : { kind: "sent", response });
    };
    const ended = () => finish(new Error("The server hung up."));
    connection.once("error", finish);
    connection.once("end", ended);
    connection.send({ from: message.from, to: [message.to], size: message.raw.length }, body, (error, info) =>
      finish(error, info?.response),
    );
  });
}

/**
 * RFC 3463: 5.3 is the server, 5.4 the way there, 5.5 the protocol, 5.7 what it lets us do. A relay that turns us away
 * so says it of every recipient, and no address is to blame.
 */
const ofUs = /^5\d\d[ -]5\.[3457]\./;

/** What a failure says about whether the mail arrived. */
function judge(error: SmtpError, begun: boolean): Outcome {
  const code = error.responseCode ?? 0;
  const response = said(error);
  if (code >= 500) return { kind: "permanent", response, address: error.command === "RCPT TO" && !ofUs.test(response) };
  if (code >= 400 || !begun) return { kind: "temporary", response };
  return { kind: "unknown", response };
}

const said = ({ response, code, message }: SmtpError): string =>
  response || (code === "ETIMEDOUT" ? "The server fell silent." : message);
