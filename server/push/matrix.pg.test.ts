import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Ajv2020 } from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { io } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { asyncApi } from "../api-description/asyncapi";
import { channels, wake } from "../database/wake";
import { takeSnapshot } from "../inbox/snapshot";
import { makeWorld, type Role, roles, secretName } from "../testing/matrix-world";
import { addNotification } from "../testing/notifications";
import { testDatabase } from "../testing/test-database";
import { testRuntime } from "../testing/test-runtime";
import { startPush } from "./start-push";

// Who hears what over a socket: every event of the AsyncAPI document × every role, as matrix.pg.test does for HTTP.

const { db } = await testDatabase();
const runtime = testRuntime(db);
const server = createServer();
let stop = async () => {};
beforeAll(async () => {
  stop = startPush(runtime, server) as typeof stop;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await stop();
  server.close();
});

const document = asyncApi({ topics: {} });
const ajv = new Ajv2020({ strict: false, allErrors: true });
(addFormats as unknown as (to: Ajv2020) => void)(ajv);
ajv.addSchema(document, "socket");
const events = document.operations.push.messages.map(({ $ref }) => $ref.split("/").at(-1) as string);

/** Fails where a message is not what the document says. */
function expectDescribed(message: string, payload: unknown): void {
  const fits = ajv.compile({ $ref: `socket${document.components.messages[message]?.payload.$ref}` });
  expect(fits(payload), `${message}: ${ajv.errorsText(fits.errors)}`).toBe(true);
}

/** One role's open page, with everything it heard; null where it gets no socket. */
async function listen(cookie: string | undefined, snapshot: string) {
  const socket = io(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
    transports: ["websocket"],
    extraHeaders: { ...(cookie ? { cookie } : {}), origin: "http://localhost:3000" },
    reconnection: false,
    forceNew: true,
  });
  onTestFinished(() => void socket.disconnect());
  const heard: [event: string, payload: unknown][] = [];
  socket.onAny((event: string, payload: unknown) => heard.push([event, payload]));
  const connected = await new Promise<boolean>((resolve) => {
    socket.once("connect", () => resolve(true));
    socket.once("connect_error", () => resolve(false));
  });
  if (!connected) return null;
  const resumed: unknown = await socket.timeout(5_000).emitWithAck("resume", { snapshot });
  return { heard, resumed };
}
const namesOf = (heard: [string, unknown][]) => [...new Set(heard.map(([event]) => event))].sort();

/**
 * What each hears when something happens to the owner: nothing, unless it is theirs. Who was removed silently may
 * still be told to drop their own row, until upkeep has hidden it (within a minute).
 */
const hears: Record<Role, string[] | null> = {
  anonymous: null,
  owner: ["counts", "notifications", "state"],
  other: [],
  removed: ["counts", "state"],
  admin: [],
};

describe.each(roles)("%s", (role) => {
  test("hears of the owner's notifications only as the owner, each message as described", async () => {
    const world = await makeWorld(runtime);
    const page = await listen(await world.cookieOf(role), world.snapshot);
    const witness = role === "owner" ? page : await listen(await world.cookieOf("owner"), world.snapshot);
    await addNotification(db, {
      resource: { type: "graph", id: world.graph, name: secretName },
      to: { [world.ownerId]: ["owner"] },
    });
    await wake(db.sql, channels.changed);
    await vi.waitFor(() => expect(namesOf(witness?.heard ?? [])).toContain("notifications"), 3_000);
    await db.sql`
      update notification.notification set read_at = now(), changed = pg_current_xact_id(), revision = revision + 1
      where user_id = ${world.ownerId} and event_id = ${world.notification}`;
    await wake(db.sql, channels.changed);
    await vi.waitFor(() => expect(namesOf(witness?.heard ?? [])).toEqual(hears.owner), 3_000);
    const heard = page?.heard ?? [];
    if (hears[role] === null) expect(page).toBeNull();
    else expect(hears[role]).toEqual(expect.arrayContaining(namesOf(heard)));
    for (const [event, payload] of heard) expectDescribed(event, payload);
    if (page) expectDescribed("resumed", page.resumed);
    if (role !== "owner") expect(JSON.stringify(page)).not.toContain(secretName);
  });

  test("resumes into its own inbox alone", async () => {
    const start = await db.within((sql) => takeSnapshot(sql));
    const world = await makeWorld(runtime);
    const page = await listen(await world.cookieOf(role), start);
    if (role === "anonymous") return void expect(page).toBeNull();
    expectDescribed("resumed", page?.resumed);
    if (role === "owner") expect(JSON.stringify(page?.resumed)).toContain(secretName);
    else expect(page?.resumed).toMatchObject({ notifications: [], states: [], counts: { unread: 0 } });
  });

  test("is told to start over, as described, when the cursor is of another database", async () => {
    const world = await makeWorld(runtime);
    const page = await listen(await world.cookieOf(role), world.snapshot.replace(/^\d+/, "1"));
    if (role === "anonymous") return void expect(page).toBeNull();
    expectDescribed("resumed", page?.resumed);
    expect(page?.resumed).toMatchObject({ resync: true });
    expect(JSON.stringify(page?.resumed)).not.toContain(secretName);
  });
});

test("every event that the server sends is in this matrix", () => {
  expect(events.toSorted()).toEqual([...(hears.owner ?? []), "resync"].toSorted());
});
