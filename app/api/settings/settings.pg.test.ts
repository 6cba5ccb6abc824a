import { SignJWT } from "jose";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { callRoute } from "@/server/testing/call-route";
import { addNotification } from "@/server/testing/notifications";
import { addGraph, addPeople } from "@/server/testing/people";
import { signInAs } from "@/server/testing/sign-in-as";
import { testDatabase } from "@/server/testing/test-database";
import { testRuntime } from "@/server/testing/test-runtime";
import { GET as session } from "../auth/session/route";
import { GET as exportData } from "./export/route";
import { POST as makeFeedLink } from "./feed/route";
import { DELETE as deleteAll } from "./notifications/route";
import { PATCH as changeProfile, GET as readProfile } from "./profile/route";
import { DELETE as revokeToken } from "./tokens/[id]/route";
import { POST as createToken, GET as listTokens } from "./tokens/route";

const { db } = await testDatabase();
const runtime = testRuntime(db);
const cookies: Record<string, string> = {};
const ids: Record<string, number> = {};
beforeAll(async () => {
  for (const name of ["ana", "bo", "admin"]) {
    [ids[name] = 0] = await addPeople(db, `${name}@lab.org`);
    cookies[name] = await signInAs(runtime, `${name}@lab.org`);
  }
  await db.sql`update public."user" set is_admin = 1 where email = 'admin@lab.org'`;
});

test("a name starts as the e-mail's, can be changed, and stands everywhere", async () => {
  const ana = { cookie: cookies.ana };
  expect((await callRoute(readProfile, ana)).body).toEqual({ name: "ana" });
  const change = (body: unknown) => callRoute(changeProfile, { ...ana, method: "PATCH", body });
  expect((await change({ name: " Ana Novak " })).body).toEqual({ name: "Ana Novak" });
  expect((await callRoute(session, ana)).body.name).toBe("Ana Novak");
  expect((await callRoute(readProfile, { cookie: cookies.bo })).body.name).toBe("bo");
  for (const name of ["", "x".repeat(81), "a\nb", "a\0b"]) expect((await change({ name })).status).toBe(422);
});

describe("event tokens", () => {
  test("are an administrator's; for others the address does not exist", async () => {
    const body = { name: "Pipeline", source: "/pipeline", types: ["*"] };
    for (const cookie of [undefined, cookies.ana]) {
      expect((await callRoute(listTokens, { cookie })).status).toBe(404);
      expect((await callRoute(createToken, { method: "POST", cookie, body })).status).toBe(404);
    }
    const made = await callRoute(createToken, { method: "POST", cookie: cookies.admin, body });
    expect(made).toMatchObject({ status: 201, body: { token: expect.stringMatching(/^gse_/) } });
    const list = await callRoute(listTokens, { cookie: cookies.admin });
    expect(list.body.tokens).toMatchObject([{ id: made.body.id, name: "Pipeline", revokedAt: null }]);
    const params = { id: made.body.id };
    expect((await callRoute(revokeToken, { method: "DELETE", cookie: cookies.ana, params })).status).toBe(404);
    expect((await callRoute(revokeToken, { method: "DELETE", cookie: cookies.admin, params })).status).toBe(204);
  });
});

test("a host's token, which ends within the hour, makes nothing that lasts: no event token, no feed link", async () => {
  const secret = "the host's secret of more than 32 characters";
  testRuntime(db, { HOST_JWT_SECRET: secret });
  onTestFinished(() => void testRuntime(db));
  const proof = await new SignJWT({ email: "admin@lab.org" })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuedAt()
    .setExpirationTime("5m")
    .sign(new TextEncoder().encode(secret));
  const asked = { method: "POST" as const, headers: { authorization: `Bearer ${proof}` } };
  expect((await callRoute(readProfile, { ...asked, method: "GET" })).status).toBe(200);
  const body = { name: "Pipeline", source: "/pipeline", types: ["*"] };
  expect((await callRoute(createToken, { ...asked, body })).status).toBe(403);
  expect((await callRoute(makeFeedLink, asked)).status).toBe(403);
  expect((await callRoute(createToken, { method: "POST", cookie: cookies.admin, body })).status).toBe(201);
});

describe("your data", () => {
  const left = async (who: string) =>
    (await db.sql`select from notification.notification where user_id = ${ids[who] ?? 0}`).length;

  test("the export is one JSON file of all that is mine, and of nobody else's", async () => {
    const graph = await addGraph(db, "Wnt", "ana@lab.org", { isPublic: true });
    const resource = { type: "graph", id: graph, name: "Wnt" } as const;
    for (let n = 0; n < 3; n++)
      await addNotification(db, { resource, to: { [ids.ana ?? 0]: ["owner"], [ids.bo ?? 0]: ["watching"] } });
    await addNotification(db, { resource, to: { [ids.bo ?? 0]: ["watching"] } });
    await db.sql`update notification.notification set archived_at = now() where user_id = ${ids.ana ?? 0}`;
    const answer = await callRoute(exportData, { cookie: cookies.ana });
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="graphspace-.*\.json"$/);
    expect(answer.body).toMatchObject({
      account: { email: "ana@lab.org" },
      devices: [{ current: true }],
      watchedAndMuted: [],
    });
    expect(answer.body.notifications).toHaveLength(3);
    expect((await callRoute(exportData, { cookie: cookies.admin })).body.notifications).toEqual([]);
    expect((await callRoute(exportData)).status).toBe(401);
  });

  test("deleting takes all of mine and nothing of others'", async () => {
    const answer = await callRoute(deleteAll, { method: "DELETE", cookie: cookies.ana });
    expect(answer.body).toEqual({ deleted: 3 });
    expect([await left("ana"), await left("bo")]).toEqual([0, 4]);
  });
});
