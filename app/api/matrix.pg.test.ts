import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { defaultPreferences } from "@/server/contract/default-preferences";
import { callRoute, type RouteCall } from "@/server/testing/call-route";
import { digestDatabase } from "@/server/testing/database-digest";
import { undescribed } from "@/server/testing/described";
import { makeWorld, roles, secretName, type World } from "@/server/testing/matrix-world";
import { testDatabase } from "@/server/testing/test-database";
import { testRuntime } from "@/server/testing/test-runtime";

/** Status for anonymous, owner, other, removed member, administrator. */
type Statuses = [anonymous: number, owner: number, other: number, removed: number, admin: number];
type Door = { statuses: Statuses; call?: (world: World) => RouteCall };

const open: Statuses = [200, 200, 200, 200, 200];
/** Everybody has one of their own. */
const own: Statuses = [401, 200, 200, 200, 200];
/** The owner's; for others it does not exist. */
const owners: Statuses = [401, 200, 404, 404, 404];
/** For administrators; for others the address does not exist. */
const admins: Statuses = [404, 404, 404, 404, 200];
/** What the owner sees and, as in GraphSpace, an administrator. */
const visible: Statuses = [401, 200, 404, 404, 200];
const with200 = (statuses: Statuses, status: number) =>
  statuses.map((each) => (each === 200 ? status : each)) as Statuses;
const body = (value: unknown) => () => ({ body: value });
const notification = ({ notification: id }: World) => ({ params: { id } });
const graph = ({ graph: id }: World) => ({ params: { type: "graph", id: String(id) } });
const deadLetter = ({ deadLetter: id }: World) => ({ params: { id } });
const wrong = { email: "nobody@lab.org", password: "wrong" };

/** Every door of the API outside /api/v1 (which has GraphSpace's own rules and its own matrix). */
const doors: Record<string, Door> = {
  "POST auth/sign-in": { statuses: [401, 401, 401, 401, 401], call: body(wrong) },
  "POST auth/sign-up": { statuses: [422, 422, 422, 422, 422], call: body(wrong) },
  "POST auth/sign-out": { statuses: with200(open, 204) },
  "GET auth/session": { statuses: own },
  "PUT auth/password": { statuses: with200(own, 422), call: body({ currentPassword: "", newPassword: "" }) },
  "GET auth/devices": { statuses: own },
  "DELETE auth/devices": { statuses: own },
  "DELETE auth/devices/[id]": { statuses: with200(owners, 204), call: ({ device }) => ({ params: { id: device } }) },
  "GET settings/profile": { statuses: own },
  "PATCH settings/profile": { statuses: own, call: body({ name: "New name" }) },
  "GET settings/export": { statuses: own },
  "DELETE settings/notifications": { statuses: own },
  "GET settings/feed": { statuses: own },
  "POST settings/feed": { statuses: with200(own, 201) },
  "DELETE settings/feed": { statuses: with200(owners, 204) },
  // The link is the proof, whoever asks; what it shows is its owner's.
  "GET feed/[token]": { statuses: [404, 404, 404, 404, 404], call: () => ({ params: { token: "another's" } }) },
  "GET settings/mail": { statuses: own },
  "POST settings/mail": { statuses: own },
  "POST settings/test": { statuses: with200(own, 202) },
  "GET settings/test/[id]": { statuses: own, call: () => ({ params: { id: "another's" } }) },
  "GET settings/tokens": { statuses: admins },
  "POST settings/tokens": {
    statuses: with200(admins, 201),
    call: body({ name: "Another", source: "/another", types: ["*"] }),
  },
  "DELETE settings/tokens/[id]": {
    statuses: with200(admins, 204),
    call: ({ eventToken }) => ({ params: { id: eventToken } }),
  },
  "POST graphs/[id]/opened": { statuses: own, call: ({ graph: id }) => ({ params: { id: String(id) } }) },
  "POST graphs/[id]/images": {
    statuses: with200(visible, 204),
    call: ({ graph: id }) => ({
      params: { id: String(id) },
      body: { origins: ["https://example.org"], remember: true },
    }),
  },
  "DELETE graphs/[id]/images": {
    statuses: with200(own, 204),
    call: ({ graph: id }) => ({ params: { id: String(id) } }),
  },
  "GET notifications": { statuses: own, call: () => ({ path: "/api/notifications?state=all" }) },
  "GET notifications/counts": { statuses: own },
  "GET notifications/[id]": { statuses: owners, call: notification },
  "PATCH notifications/[id]": { statuses: owners, call: (world) => ({ ...notification(world), body: { read: true } }) },
  "GET notifications/[id]/why": { statuses: owners, call: notification },
  "POST notifications/bulk": {
    statuses: own,
    call: ({ notification: id }) => ({ body: { action: "archive", ids: [id] } }),
  },
  "POST notifications/undo": { statuses: owners, call: ({ undoToken }) => ({ body: { undoToken } }) },
  "POST notifications/seen": { statuses: own, call: ({ snapshot }) => ({ body: { snapshot } }) },
  "GET notifications/why-not": {
    statuses: visible,
    call: ({ graph: id }) => ({ path: `/api/notifications/why-not?resource=graph/${id}` }),
  },
  "GET preferences": { statuses: own },
  "PUT preferences": { statuses: own, call: body(defaultPreferences) },
  "GET watches": { statuses: own },
  "GET watches/[type]/[id]": { statuses: visible, call: graph },
  "PUT watches/[type]/[id]": { statuses: visible, call: (world) => ({ ...graph(world), body: { level: "watching" } }) },
  "DELETE watches/[type]/[id]": { statuses: visible, call: graph },
  "GET filters": { statuses: own },
  "POST filters": { statuses: with200(own, 201), call: body({ name: "Mine", query: "is:unread" }) },
  "PUT filters/[id]": {
    statuses: owners,
    call: ({ filter }) => ({ params: { id: filter }, body: { name: "Mine", query: "is:unread" } }),
  },
  "DELETE filters/[id]": { statuses: with200(owners, 204), call: ({ filter }) => ({ params: { id: filter } }) },
  "GET operations/health": { statuses: admins },
  "GET operations/dead-letters": { statuses: admins },
  "GET operations/dead-letters/[id]": { statuses: admins, call: deadLetter },
  "GET operations/dead-letters/[id]/payload": { statuses: admins, call: deadLetter },
  "POST operations/dead-letters/[id]/replay": {
    statuses: admins,
    call: (world) => ({ ...deadLetter(world), body: { dryRun: true } }),
  },
  "POST operations/dead-letters/[id]/discard": { statuses: with200(admins, 204), call: deadLetter },
  "POST operations/mails/[id]": {
    statuses: with200(admins, 204),
    call: ({ mail: id }) => ({ params: { id }, body: { action: "dismiss" } }),
  },
  // Nothing is on hold.
  "POST operations/hold": { statuses: with200(admins, 409), call: body({ action: "release" }) },
  "GET openapi.json": { statuses: open },
  "GET asyncapi.json": { statuses: open },
  "GET schemas/[name]": { statuses: open, call: () => ({ params: { name: "event.json" } }) },
  "GET [[...path]]": { statuses: [404, 404, 404, 404, 404] },
  "POST [[...path]]": { statuses: [404, 404, 404, 404, 404] },
  "PUT [[...path]]": { statuses: [404, 404, 404, 404, 404] },
  "PATCH [[...path]]": { statuses: [404, 404, 404, 404, 404] },
  "DELETE [[...path]]": { statuses: [404, 404, 404, 404, 404] },
};

/** Doors that ask for a producer's token instead of a person. Their own tests hold them. */
const tokenDoors = new Set(["POST events/[topic]"]);

const { db } = await testDatabase();
let runtime = testRuntime(db);

type Handler = Parameters<typeof callRoute>[0];
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
const handlers = new Map<string, Handler>();
for (const file of readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })) {
  if (path.basename(file) !== "route.ts" || file.startsWith("v1")) continue;
  const route = path.dirname(file);
  const module = (await import(path.join(import.meta.dirname, file))) as Record<string, Handler>;
  for (const method of methods) if (module[method]) handlers.set(`${method} ${route}`, module[method]);
}

test("every door is in this matrix, and every line of it is a door", () => {
  expect([...handlers.keys()].filter((door) => !tokenDoors.has(door)).sort()).toEqual(Object.keys(doors).sort());
});

describe.each(Object.entries(doors))("%s", (door, { statuses, call = () => ({}) }) => {
  const method = door.split(" ")[0] as string;
  test.each(roles.map((role, index) => [role, statuses[index]] as const))("%s: %i", async (role, status) => {
    runtime = testRuntime(db);
    const world = await makeWorld(runtime);
    const cookie = await world.cookieOf(role);
    const [all, owners] = [await digestDatabase(db), await digestDatabase(db, world.ownerId)];
    const answer = await callRoute(handlers.get(door) as Handler, { ...call(world), method, cookie });
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
    if (!door.includes("[...path]")) expect(undescribed(door, answer)).toBeNull();
    // Reading changes nothing, nor does what was refused.
    if (method === "GET" || answer.status >= 400) expect(await digestDatabase(db)).toEqual(all);
    if (role === "owner") return;
    // Nobody changes or learns what is another's.
    expect(await digestDatabase(db, world.ownerId)).toEqual(owners);
    if (role !== "admin") expect(JSON.stringify(answer.body)).not.toContain(secretName);
  });

  if (method !== "GET" && !door.includes("[...path]"))
    test("another site's page: 403, and nothing changes", async () => {
      runtime = testRuntime(db);
      const world = await makeWorld(runtime);
      const cookie = await world.cookieOf(statuses[1] === 404 ? "admin" : "owner");
      const before = await digestDatabase(db);
      const headers = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
      const answer = await callRoute(handlers.get(door) as Handler, { ...call(world), method, cookie, headers });
      expect(answer.status).toBe(403);
      expect(await digestDatabase(db)).toEqual(before);
    });
});
