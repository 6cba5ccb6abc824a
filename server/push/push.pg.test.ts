import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SignJWT } from "jose";
import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import type { ClientToServerEvents, ResumeAnswer, ServerToClientEvents } from "../contract/socket";
import { channels, wake } from "../database/wake";
import { changePassword } from "../identity/change-password";
import { endSessions } from "../identity/end-sessions";
import { hashPassword } from "../identity/hash-password";
import { sessionCookieName } from "../identity/session-cookie";
import { startSession } from "../identity/start-session";
import { deleteNotifications } from "../inbox/delete-notifications";
import { takeSnapshot } from "../inbox/snapshot";
import { notify, notifyAndWake } from "../testing/notify";
import { addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { testRuntime } from "../testing/test-runtime";
import { startPush } from "./start-push";

const { db } = await testDatabase();
const origin = "http://localhost:3000";
const embedder = "https://graphspace.example.org";
const hostSecret = "the host's secret of more than 32 characters";
const runtime = testRuntime(db, { EMBED_ORIGINS: embedder, HOST_JWT_SECRET: hostSecret });
const [ana, bo] = (await addPeople(db, "ana@lab.org", "bo@lab.org")) as [number, number];

type Client = Socket<ServerToClientEvents, ClientToServerEvents>;
let server: Server;
let stop: () => Promise<void>;
const open: Client[] = [];

beforeAll(async () => {
  server = createServer();
  stop = startPush(runtime, server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  for (const socket of open.splice(0)) socket.disconnect();
});
afterAll(async () => {
  await stop();
  server.close();
});

const signIn = (userId: number) =>
  startSession(runtime, db.sql, { userId, passwordHash: "none" }, { userAgent: "test", address: "127.0.0.1" });

/** A browser tab, as far as push goes: it records what it hears and keeps the cursor like our client does. */
async function tab(
  userId: number,
  { token = "", from = origin, auth, at = server }: { token?: string; from?: string; auth?: object; at?: Server } = {},
) {
  const cookie = `${sessionCookieName(runtime.config)}=${token || (await signIn(userId))}`;
  const { port } = at.address() as AddressInfo;
  const socket: Client = io(`http://127.0.0.1:${port}`, {
    transports: ["websocket"],
    extraHeaders: { cookie, origin: from },
    auth,
    reconnection: false,
    forceNew: true,
  });
  open.push(socket);
  const heard = { ids: [] as string[], unread: -1, states: [] as string[], resyncs: 0, cursor: "" };
  socket.on("notifications", ({ notifications, snapshot }) => {
    heard.ids.push(...notifications.map(({ id }) => id));
    heard.cursor = snapshot;
  });
  socket.on("state", ({ states, snapshot }) => {
    heard.states.push(...states.map(({ id, read }) => `${id}:${read}`));
    heard.cursor = snapshot;
  });
  socket.on("counts", ({ counts, snapshot }) => {
    heard.unread = counts.unread;
    heard.cursor = snapshot;
  });
  socket.on("resync", () => heard.resyncs++);
  const resume = (snapshot: string): Promise<ResumeAnswer> => socket.timeout(5_000).emitWithAck("resume", { snapshot });
  return { socket, heard, resume };
}

const connected = (socket: Client) =>
  new Promise<boolean>((resolve) => {
    socket.once("connect", () => resolve(true));
    socket.once("connect_error", () => resolve(false));
  });
const now = () => db.within((sql) => takeSnapshot(sql));
const live = async (userId: number) => {
  const page = await tab(userId);
  expect(await connected(page.socket)).toBe(true);
  await page.resume(await now());
  return page;
};

test("a new notification reaches every open page of its person and nobody else's", async () => {
  const [first, second, other] = await Promise.all([live(ana), live(ana), live(bo)]);
  const id = await notifyAndWake(db, [ana]);
  await vi.waitFor(() => expect([first.heard.ids, second.heard.ids]).toEqual([[id], [id]]), 2_000);
  await vi.waitFor(() => expect([first.heard.unread, second.heard.unread]).toEqual([1, 1]), 2_000);
  expect(other.heard).toMatchObject({ ids: [], unread: -1 });
});

test("what is read on one device is read on the others, with the absolute count", async () => {
  const page = await live(bo);
  const id = await notifyAndWake(db, [bo]);
  await vi.waitFor(() => expect(page.heard.unread).toBe(1), 2_000);
  await db.sql`
    update notification.notification set read_at = now(), changed = pg_current_xact_id(), revision = revision + 1
    where user_id = ${bo} and event_id = ${id}`;
  await wake(db.sql, channels.changed);
  await vi.waitFor(() => expect(page.heard.states).toEqual([`${id}:true`]), 2_000);
  await vi.waitFor(() => expect(page.heard.unread).toBe(0), 2_000);
});

test("transactions that commit out of id order lose nothing, for a live page and for one that resumes", async () => {
  const page = await live(ana);
  const away = await now();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let early = "";
  const slow = db.transaction(async (sql) => {
    early = await notify(sql, [ana], { name: "began first" });
    await held;
  });
  await vi.waitFor(() => expect(early).not.toBe(""));
  const late = await notifyAndWake(db, [ana]);
  await vi.waitFor(() => expect(page.heard.ids).toEqual([late]), 2_000);
  await vi.waitFor(() => expect(page.heard.unread).toBeGreaterThan(0), 2_000);
  const cursor = page.heard.cursor;
  release();
  await slow;
  await wake(db.sql, channels.changed);
  await vi.waitFor(() => expect(page.heard.ids).toEqual([late, early]), 2_000);
  const ids = async (from: string) => {
    const answer = await page.resume(from);
    return "resync" in answer ? "resync" : answer.notifications.map(({ id }) => id).sort();
  };
  expect(await ids(away)).toEqual([early, late].sort());
  expect(await ids(cursor)).toEqual([early]);
});

test("a line that breaks between two messages of one look loses neither: only the last one moves the cursor", async () => {
  const page = await live(bo);
  const older = await notifyAndWake(db, [bo]);
  await vi.waitFor(() => expect(page.heard.ids).toEqual([older]), 2_000);
  const atArrival = new Promise<string>((resolve) =>
    page.socket.once("notifications", ({ snapshot }) => resolve(snapshot)),
  );
  await db.transaction(async (sql) => {
    await notify(sql, [bo]);
    await sql`
      update notification.notification set read_at = now(), changed = pg_current_xact_id(), revision = revision + 1
      where user_id = ${bo} and event_id = ${older}`;
  });
  await wake(db.sql, channels.changed);
  const answer = await page.resume(await atArrival);
  expect("resync" in answer ? [] : answer.states.map(({ id, read }) => [id, read])).toContainEqual([older, true]);
});

test("a page that was away three seconds misses nothing", async () => {
  const page = await live(bo);
  await notifyAndWake(db, [bo]);
  await vi.waitFor(() => expect(page.heard.unread).toBeGreaterThan(0), 2_000);
  page.socket.disconnect();
  const missed = [await notifyAndWake(db, [bo]), await notifyAndWake(db, [bo])];
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  missed.push(await notifyAndWake(db, [bo]));
  page.socket.connect();
  await connected(page.socket);
  const answer = await page.resume(page.heard.cursor);
  expect("resync" in answer ? [] : answer.notifications.map(({ id }) => id)).toEqual(missed);
});

test("what commits between the handshake and the answer to resume is in one of the two", async () => {
  const before = await now();
  const page = await tab(ana);
  const made: string[] = [];
  const writing = (async () => {
    for (let n = 0; n < 40; n++) made.push(await notifyAndWake(db, [ana]));
  })();
  await connected(page.socket);
  const answer = await page.resume(before);
  await writing;
  const resumed = "resync" in answer ? [] : answer.notifications.map(({ id }) => id);
  await vi.waitFor(() => expect([...new Set([...resumed, ...page.heard.ids])].sort()).toEqual(made.sort()), 4_000);
});

test("deleting everything empties the person's open pages at once, and those that were away; nobody else's", async () => {
  const before = await now();
  const [page, other] = [await live(ana), await live(bo)];
  const told = new Promise<unknown>((resolve) => page.socket.once("resync", resolve));
  await notifyAndWake(db, [ana, bo]);
  await deleteNotifications(db, ana);
  expect(await told).toMatchObject({ erased: true });
  await vi.waitFor(() => expect(page.heard.unread).toBe(0), 2_000);
  expect(await page.resume(before)).toMatchObject({ resync: true, erased: true, counts: { unread: 0, inbox: 0 } });
  // Its counts move the cursor, a moment later.
  await vi.waitFor(async () =>
    expect(await page.resume(page.heard.cursor)).toMatchObject({ notifications: [], states: [] }),
  );
  expect(other.heard.resyncs).toBe(0);
});

test("too many changes, too old a cursor or another database is said, not passed over", async () => {
  const before = await now();
  const page = await live(ana);
  await db.transaction(async (sql) => {
    for (let n = 0; n < 501; n++) await notify(sql, [ana]);
  });
  expect(await page.resume(before)).toMatchObject({ resync: true, counts: { unread: 100 } });
  expect(await page.resume(before.replace(/^\d+/, "1"))).toMatchObject({ resync: true });
  const old = before.split(".").with(2, "1000000000").join(".");
  expect(await page.resume(old)).toMatchObject({ resync: true });
  for (const broken of ["made up", "", "x".repeat(5000), before.replace(/:.*/, ":1:9"), null, 7]) {
    const answer = await page.resume(broken as string);
    expect(answer).toMatchObject({ resync: true, counts: { unread: 100 } });
    expect(await page.resume(answer.snapshot)).toMatchObject({ notifications: [], states: [] });
  }
});

test.each([
  ["a foreign origin", "https://evil.example"],
  ["the same host on another port", "http://localhost:3001"],
  ["a host that only begins alike", "http://localhost:3000.evil.example"],
  ["the null origin", "null"],
])("%s gets no socket", async (_, from) => {
  const { socket } = await tab(ana, { from });
  expect(await connected(socket)).toBe(false);
});

test("an allow-listed embedder's page gets a socket by its host's token, and never by a cookie", async () => {
  const sign = (to: number) =>
    new SignJWT({ email: "bo@lab.org" })
      .setProtectedHeader({ alg: "HS256" })
      .setIssuedAt()
      .setExpirationTime(Math.floor(Date.now() / 1000) + to)
      .sign(new TextEncoder().encode(hostSecret));
  const page = await tab(ana, { from: embedder, auth: { token: await sign(300) } });
  expect(await connected(page.socket)).toBe(true);
  await page.resume(await now());
  // The token says who it is, whoever is signed in in this browser.
  const id = await notifyAndWake(db, [bo]);
  await vi.waitFor(() => expect(page.heard.ids).toEqual([id]), 2_000);
  expect(await connected((await tab(ana, { from: embedder })).socket)).toBe(false);
  // The frame is a page of ours, and its host's neighbour brings the cookie: a host that gives no token says so.
  expect(await connected((await tab(ana, { auth: { token: "" } })).socket)).toBe(false);
  expect(await connected((await tab(ana, { from: embedder, auth: { token: await sign(-60) } })).socket)).toBe(false);
  const elsewhere = await tab(ana, { from: "https://evil.example", auth: { token: await sign(300) } });
  expect(await connected(elsewhere.socket)).toBe(false);
});

test("without a session, with an expired one or with a made-up one there is no socket", async () => {
  const expired = await signIn(ana);
  await db.sql`update auth.session set expires_at = now() - interval '1 second' where user_id = ${ana}`;
  for (const token of ["made-up", expired]) expect(await connected((await tab(ana, { token })).socket)).toBe(false);
});

const closed = (socket: Client) => vi.waitFor(() => expect(socket.connected).toBe(false), 1_500);

test("signing out closes the socket within a second", async () => {
  const page = await live(bo);
  await endSessions(runtime, { userId: bo, allBut: null });
  await closed(page.socket);
});

test("a session that expires, or whose password GraphSpace changed, loses its socket within a second", async () => {
  const expiring = await live(bo);
  await db.sql`update auth.session set expires_at = now() where user_id = ${bo}`;
  await closed(expiring.socket);
  const changed = await live(bo);
  await db.sql`update public."user" set password = 'another' where id = ${bo}`;
  await closed(changed.socket);
  await db.sql`update public."user" set password = 'none' where id = ${bo}`;
});

test("another password closes the person's sockets when it is told, without waiting for the next look", async () => {
  const unwatched = createServer();
  vi.useFakeTimers({ toFake: ["setInterval"] });
  const stopUnwatched = startPush(runtime, unwatched);
  vi.useRealTimers();
  await new Promise<void>((resolve) => unwatched.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    await stopUnwatched();
    unwatched.close();
  });
  const { socket } = await tab(bo, { at: unwatched });
  await connected(socket);
  const device = { userAgent: "test", address: "127.0.0.1" };
  const passwordHash = await hashPassword(runtime, "before before");
  await db.sql`update public."user" set password = ${passwordHash} where id = ${bo}`;
  onTestFinished(async () => {
    await db.sql`update public."user" set password = 'none' where id = ${bo}`;
  });
  const viewer = {
    userId: bo,
    email: "bo@lab.org",
    name: "bo",
    admin: false,
    sessionId: null,
    via: "session",
  } as const;
  await changePassword(runtime, viewer, { currentPassword: "before before", newPassword: "afterwards" }, device);
  await vi.waitFor(() => expect(socket.connected).toBe(false), 10_000);
});

test("a message over 64 KB closes the socket", async () => {
  const page = await live(ana);
  page.socket.emit("resume", { snapshot: "x".repeat(70_000) }, () => {});
  await closed(page.socket);
});

/** A node of its own, where one person may have three sockets. */
async function smallNode() {
  const node = createServer();
  const stopNode = startPush(runtime, node, 3);
  await new Promise<void>((resolve) => node.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    await stopNode();
    node.close();
  });
  return async (userId: number) => {
    const page = await tab(userId, { at: node });
    return { ...page, isConnected: await connected(page.socket) };
  };
}

test("a page that asks and asks is cut off; another person's is answered", async () => {
  const visit = await smallNode();
  const [page, patient] = [await visit(ana), await visit(bo)];
  const from = await now();
  for (let n = 0; n < 1_000; n++) page.socket.emit("resume", { snapshot: from }, () => {});
  await vi.waitFor(() => expect(page.socket.connected).toBe(false), 10_000);
  expect(await patient.resume(from)).toMatchObject({ states: expect.any(Array) });
});

test("one person has so many sockets at most, and a next one once another closed", async () => {
  const visit = await smallNode();
  const pages = [await visit(ana), await visit(ana), await visit(ana)];
  expect(pages.map(({ isConnected }) => isConnected)).toEqual([true, true, true]);
  expect((await visit(ana)).isConnected).toBe(false);
  expect((await visit(bo)).isConnected).toBe(true);
  pages[0]?.socket.disconnect();
  await vi.waitFor(async () => expect((await visit(ana)).isConnected).toBe(true), 10_000);
});

test("how long a notification took to a browser is measured by the browser's word, from when it was produced", async () => {
  const [person = 0] = await addPeople(db, "chen@lab.org");
  const measured = async () => {
    const { values } = await runtime.metrics.endToEndSeconds.get();
    const of = (name: string) => values.find(({ metricName }) => metricName?.endsWith(name))?.value ?? 0;
    return { count: of("_count"), sum: of("_sum") };
  };
  const silent = await tab(person);
  await connected(silent.socket);
  await silent.resume(await db.within((sql) => takeSnapshot(sql)));
  await notifyAndWake(db, [person]);
  await vi.waitFor(() => expect(silent.heard.ids).toHaveLength(1));
  silent.socket.disconnect();
  const before = await measured();

  const page = await tab(person);
  page.socket.on("notifications", (_, reached) => reached?.());
  await connected(page.socket);
  await page.resume(await db.within((sql) => takeSnapshot(sql)));
  const id = await notify(db.sql, [person]);
  await db.sql`update notification.event set produced_at = now() - interval '3 seconds' where id = ${id}`;
  await wake(db.sql, channels.changed);
  await vi.waitFor(async () => expect((await measured()).count).toBe(before.count + 1), { timeout: 10_000 });
  const seconds = (await measured()).sum - before.sum;
  expect(seconds).toBeGreaterThanOrEqual(3);
  expect(seconds).toBeLessThan(6);
});
