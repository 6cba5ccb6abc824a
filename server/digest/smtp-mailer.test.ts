import { generateKeyPairSync } from "node:crypto";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { expect, onTestFinished, test } from "vitest";
import { readConfig } from "../config";
import { verifyDkim } from "../testing/verify-dkim";
import { buildMessage } from "./build-message";
import type { Message } from "./outcome";
import { openSmtpMailer } from "./smtp-mailer";

type Taken = { raw: string; secure: boolean; user: unknown };

/** A real server, with the certificate that it brings along: nobody vouches for it. */
async function startServer(options: SMTPServerOptions = {}) {
  const taken: Taken[] = [];
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    closeTimeout: 100,
    onConnect(_, done) {
      connections++;
      done();
    },
    onAuth({ username, password }, _, done) {
      if (username === "graphspace" && password === "p@ss:word") done(null, { user: username });
      else done(new Error("Wrong user or password"));
    },
    onData(stream, session, done) {
      let raw = "";
      stream.on("data", (chunk) => {
        raw += chunk;
      });
      stream.on("end", () => {
        taken.push({ raw, secure: session.secure, user: session.user });
        done();
      });
    },
    ...options,
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  return { at: `127.0.0.1:${port}`, taken, connections: () => connections };
}

const message: Message = {
  from: "digest@lab.org",
  to: "ana@lab.org",
  raw: Buffer.from("Subject: Hello\r\n\r\nHello\r\n"),
  subject: "Hello",
  html: "",
  text: "Hello",
};
async function deliver(url: string, what: Message = message) {
  const mailer = openSmtpMailer({ url });
  try {
    return await mailer.deliver(async () => what);
  } finally {
    await mailer.close();
  }
}
const trusting = "tls.rejectUnauthorized=false";

test.each([
  ["550 5.1.1 No such user here", true],
  ["550 5.2.1 Mailbox disabled", true],
  ["550 No such user", true],
  ["550 5.7.1 Relaying denied", false],
  ["554 5.4.6 Too many hops", false],
])(
  "a refusal at RCPT is the address's own only where the server does not name another reason: %s",
  async (reply, address) => {
    const { at } = await startServer({
      disabledCommands: ["STARTTLS"],
      onRcptTo(_, __, done) {
        done(Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) }));
      },
    });
    expect(await deliver(`smtp://${at}`)).toEqual({ kind: "permanent", response: reply, address });
  },
);

test("STARTTLS is used where the server offers it", async () => {
  const { at, taken } = await startServer();
  expect(await deliver(`smtp://${at}/?${trusting}`)).toMatchObject({ kind: "sent" });
  expect(taken).toMatchObject([{ secure: true }]);
});

test("smtps speaks TLS from the first byte", async () => {
  const { at, taken } = await startServer({ secure: true });
  expect(await deliver(`smtps://${at}/?${trusting}`)).toMatchObject({ kind: "sent" });
  expect(taken).toMatchObject([{ secure: true }]);
});

test.each([
  ["smtp", false],
  ["smtps", true],
])("%s: a server whose certificate nobody vouches for is given nothing", async (scheme, secure) => {
  const { at, taken } = await startServer({ secure });
  expect(await deliver(`${scheme}://${at}`)).toMatchObject({ kind: "temporary", away: true });
  expect(taken).toEqual([]);
});

test("requireTLS gives nothing to a server without TLS", async () => {
  const { at, taken } = await startServer({ disabledCommands: ["STARTTLS"] });
  expect(await deliver(`smtp://${at}/?requireTLS=true`)).toMatchObject({ kind: "temporary", away: true });
  expect(await deliver(`smtp://${at}`)).toMatchObject({ kind: "sent" });
  expect(taken).toMatchObject([{ secure: false }]);
});

test("it signs in with what SMTP_URL says, and only under TLS; refused, the mail is not to blame", async () => {
  const { at, taken } = await startServer({ authOptional: false });
  expect(await deliver(`smtp://graphspace:p%40ss%3Aword@${at}/?${trusting}`)).toMatchObject({ kind: "sent" });
  expect(taken).toMatchObject([{ user: "graphspace", secure: true }]);
  const refused = await deliver(`smtp://graphspace:wrong@${at}/?${trusting}`);
  expect(refused).toMatchObject({ kind: "temporary", away: true, response: expect.stringContaining("535") });
  expect(taken).toHaveLength(1);
});

test("connections are kept open, a few at most", async () => {
  const { at, taken, connections } = await startServer();
  const mailer = openSmtpMailer({ url: `smtp://${at}/?${trusting}`, lines: 2 });
  onTestFinished(() => mailer.close());
  await mailer.deliver(async () => message);
  await mailer.deliver(async () => message);
  expect(connections()).toBe(1);
  await Promise.all(Array.from({ length: 10 }, () => mailer.deliver(async () => message)));
  expect(taken).toHaveLength(12);
  expect(connections()).toBe(2);
});

test("a server that is slow but answers is waited for; one that falls silent is not", async () => {
  const silenceMs = 4_000;
  const slowly = (done: () => void) => void setTimeout(done, 2_400);
  const { at, taken } = await startServer({
    onMailFrom: (_, __, done) => slowly(done),
    onRcptTo: ({ address }, _, done) => address !== "silence@lab.org" && slowly(done),
  });
  const mailer = openSmtpMailer({ url: `smtp://${at}/?${trusting}`, silenceMs });
  onTestFinished(() => mailer.close());
  expect(await mailer.deliver(async () => message)).toMatchObject({ kind: "sent" });
  expect(await mailer.deliver(async () => ({ ...message, to: "silence@lab.org" }))).toEqual({
    kind: "temporary",
    response: "The server fell silent.",
  });
  expect(taken).toHaveLength(1);
}, 30_000);

test("what arrives is signed (DKIM), the headers of list mail too", async () => {
  const { at, taken } = await startServer();
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const config = readConfig({
    MAIL_FROM: "GraphSpace <digest@lab.org>",
    DKIM_DOMAIN: "lab.org",
    DKIM_SELECTOR: "graphspace",
    // As one line, the way it stands in many a settings file.
    DKIM_PRIVATE_KEY: privateKey.export({ type: "pkcs8", format: "pem" }).toString().replaceAll("\n", "\\n"),
  });
  const letter = {
    to: { address: "ana@lab.org", name: "Ana Méndez" },
    composed: { subject: "Zwei Grüße", html: "<p>Grüße  from .\n.\n</p>", text: "Grüße\n.\nfrom\n", pictures: [] },
    messageId: "<one@lab.org>",
    unsubscribe: "https://graphs.lab.org/unsubscribe/token",
  };
  expect(await deliver(`smtp://${at}/?${trusting}`, await buildMessage(config, letter))).toMatchObject({
    kind: "sent",
  });
  const raw = taken[0]?.raw ?? "";
  const signature = /^DKIM-Signature:(?:.*\r\n[ \t])*.*/im.exec(raw)?.[0].replace(/\s+/g, "") ?? "";
  expect(signature).toContain("d=lab.org;");
  expect(signature).toContain("s=graphspace;");
  const signedFields = /;h=([^;]+)/.exec(signature)?.[1]?.toLowerCase().split(":");
  expect(signedFields).toEqual(
    expect.arrayContaining(["from", "to", "subject", "list-unsubscribe", "list-unsubscribe-post"]),
  );
  expect(verifyDkim(raw, publicKey)).toBe(true);
  expect(verifyDkim(raw.replace("from", "form"), publicKey)).toBe(false);
  expect(verifyDkim(raw.replace("/unsubscribe/token", "/unsubscribe/other"), publicKey)).toBe(false);
});
