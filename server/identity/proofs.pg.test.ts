import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import bcrypt from "bcrypt";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { addPeople } from "../testing/people";
import { signInAs } from "../testing/sign-in-as";
import { testDatabase } from "../testing/test-database";
import { testRuntime } from "../testing/test-runtime";
import { createEventToken } from "./create-event-token";
import { checkEventToken, grantCovers } from "./event-token";
import { listEventTokens } from "./list-event-tokens";
import { liveSessions } from "./live-sessions";
import { revokeEventToken } from "./revoke-event-token";
import { viewerOf } from "./viewer-of";

const { db } = await testDatabase();
const hostSecret = "the host's secret of more than 32 characters";
let runtime = testRuntime(db);
beforeEach(() => {
  runtime = testRuntime(db, { HOST_JWT_SECRET: hostSecret });
});
const setPassword = async (email: string, password: string) =>
  db.sql`update public."user" set password = ${await bcrypt.hash(password, 4)} where email = ${email}`;
beforeAll(async () => {
  await addPeople(db, "ana@example.org", "flud");
  await setPassword("ana@example.org", "graphspace");
  await setPassword("flud", "fl:ud");
});

const basic = (name: string, password: string) => `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;
const ask = (authorization: string, options: { basic?: boolean; cookie?: string } = {}) =>
  viewerOf(runtime, {
    headers: { authorization, ...(options.cookie ? { cookie: options.cookie } : {}) },
    address: "127.0.0.1",
    basic: options.basic ?? true,
  });

describe("HTTP Basic", () => {
  test("opens GraphSpace's accounts, also names that are no e-mails and passwords with a colon", async () => {
    expect(await ask(basic("flud", "fl:ud"))).toMatchObject({ email: "flud", via: "basic", sessionId: null });
    for (const [name, password] of [
      ["flud", "fl"],
      ["flud", ""],
      ["fl_d", "fl:ud"],
      ["", "fl:ud"],
    ] as const)
      await expect(ask(basic(name, password))).rejects.toMatchObject({ status: 401 });
    for (const broken of ["Basic", "Basic ", "Basic !!!", "Basic bm8tY29sb24="])
      expect(await ask(broken).catch((error) => error.status)).toBeOneOf([401, null]);
  });

  test("counts for nothing where a route does not allow it", async () => {
    expect(await ask(basic("flud", "fl:ud"), { basic: false })).toBeNull();
  });

  test("hashes once for many requests, at once or one after another, and again after five minutes", async () => {
    const compare = vi.spyOn(bcrypt, "compare");
    const request = () => ask(basic("ana@example.org", "graphspace"));
    await Promise.all(Array.from({ length: 30 }, request));
    for (let n = 0; n < 30; n++) await request();
    expect(compare).toHaveBeenCalledTimes(1);
    const now = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 5 * 60_000 + 1);
    await request();
    now.mockRestore();
    expect(compare).toHaveBeenCalledTimes(2);
    compare.mockRestore();
  });

  test("forgets its successes when the password changes, whoever changes it", async () => {
    const request = () => ask(basic("ana@example.org", "graphspace"));
    await request();
    await setPassword("ana@example.org", "something else");
    await expect(request()).rejects.toMatchObject({ status: 401 });
    await setPassword("ana@example.org", "graphspace");
  });

  test("limits failures before hashing, while those who are remembered go on", async () => {
    const right = basic("ana@example.org", "graphspace");
    await ask(right);
    const compare = vi.spyOn(bcrypt, "compare").mockResolvedValue(false as never);
    const statuses = [];
    for (let n = 0; n < 25; n++) statuses.push(await ask(basic("ana@example.org", `no ${n}`)).catch((e) => e.status));
    expect(compare).toHaveBeenCalledTimes(20);
    compare.mockRestore();
    expect(statuses.lastIndexOf(401)).toBe(19);
    expect(statuses.at(-1)).toBe(429);
    expect(await ask(right)).toMatchObject({ email: "ana@example.org" });
  });
});

describe("a token that the host signs", () => {
  const key = new TextEncoder().encode(hostSecret);
  const sign = (claims: Record<string, unknown>, { from = 0, to = 300, secret = key } = {}) => {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: "HS256" })
      .setIssuedAt(now + from)
      .setExpirationTime(now + to)
      .sign(secret);
  };
  const bearer = async (token: Promise<string>, cookie?: string) => ask(`Bearer ${await token}`, { cookie });

  test("names a person by exact e-mail, and says when it ends", async () => {
    const viewer = await bearer(sign({ email: "ana@example.org" }));
    expect(viewer).toMatchObject({ email: "ana@example.org", via: "host-token", sessionId: null });
    expect((viewer?.expiresAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(200_000);
    expect(await bearer(sign({ sub: "flud" }))).toMatchObject({ email: "flud" });
    expect(await bearer(sign({ email: "ANA@example.org" }))).toBeNull();
    const handshake = { headers: {}, address: "127.0.0.1", hostToken: await sign({ sub: "flud" }) };
    expect(await viewerOf(runtime, handshake)).toMatchObject({ email: "flud" });
  });

  test("is nobody's when expired, long-lived, endless, for another audience, or signed by another", async () => {
    const person = { email: "ana@example.org" };
    expect(await bearer(sign(person, { to: -60, from: -120 }))).toBeNull();
    expect(await bearer(sign(person, { to: 7200 }))).toBeNull();
    // A clock that is ahead makes no token that lives on.
    expect(await bearer(sign(person, { from: 90_000, to: 91_000 }))).toBeNull();
    expect(await bearer(sign({ sub: 5 as never }))).toBeNull();
    expect(await bearer(sign({ email: "", sub: { a: 1 } as never }))).toBeNull();
    expect(await bearer(new SignJWT(person).setProtectedHeader({ alg: "HS256" }).sign(key))).toBeNull();
    expect(await bearer(sign({ ...person, aud: "https://elsewhere.example" }))).toBeNull();
    expect(await bearer(sign({ ...person, aud: runtime.config.baseUrl }))).not.toBeNull();
    expect(await bearer(sign(person, { secret: new TextEncoder().encode("x".repeat(40)) }))).toBeNull();
    const { privateKey } = await generateKeyPair("RS256");
    expect(
      await bearer(new SignJWT(person).setProtectedHeader({ alg: "RS256" }).setExpirationTime("5m").sign(privateKey)),
    ).toBeNull();
    const unsigned = [{ alg: "none" }, { ...person, exp: Date.now() / 1000 + 60 }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
      .join(".");
    expect(await bearer(Promise.resolve(`${unsigned}.x`))).toBeNull();
  });

  test("that is wrong is not made good by a cookie beside it, and without a host's key none is taken", async () => {
    const cookie = await signInAs(runtime, "ana@example.org");
    expect(await bearer(sign({ email: "flud" }, { to: -60, from: -120 }), cookie)).toBeNull();
    runtime = testRuntime(db);
    expect(await bearer(sign({ email: "flud" }))).toBeNull();
  });
});

test("a host with keys of its own publishes them; its tokens must be meant for us", async () => {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const keys = { keys: [{ ...(await exportJWK(publicKey)), alg: "ES256", kid: "one" }] };
  const host = createServer((_, response) => response.end(JSON.stringify(keys))).listen(0, "127.0.0.1");
  await once(host, "listening");
  runtime = testRuntime(db, { HOST_JWKS_URL: `http://127.0.0.1:${(host.address() as AddressInfo).port}/jwks.json` });
  const sign = (audience?: string, key = privateKey) => {
    const token = new SignJWT({ email: "flud" }).setProtectedHeader({ alg: "ES256", kid: "one" });
    return (audience ? token.setAudience(audience) : token).setIssuedAt().setExpirationTime("5m").sign(key);
  };
  const { baseUrl } = runtime.config;
  expect(await ask(`Bearer ${await sign(baseUrl)}`)).toMatchObject({ email: "flud", via: "host-token" });
  expect(await ask(`Bearer ${await sign()}`)).toBeNull();
  expect(await ask(`Bearer ${await sign("https://elsewhere.example")}`)).toBeNull();
  const stranger = await generateKeyPair("ES256");
  expect(await ask(`Bearer ${await sign(baseUrl, stranger.privateKey)}`)).toBeNull();
  host.close();
});

describe("event tokens", () => {
  const check = (token: string) => checkEventToken(runtime, `Bearer ${token}`);
  const refused = { status: 401 };

  test("the demo's token works in the demo only", async () => {
    expect(await check("graphspace-demo-token")).toEqual({ name: "EVENTS_TOKEN", source: "/graphspace", types: ["*"] });
    runtime = testRuntime(db, { DEMO: "0" });
    await expect(check("graphspace-demo-token")).rejects.toMatchObject(refused);
    runtime = testRuntime(db, { DEMO: "0", EVENTS_TOKEN: "a token of this place" });
    expect(await check("a token of this place").catch((e) => e)).toMatchObject(refused);
    runtime = testRuntime(db, { DEMO: "0", EVENTS_TOKEN: "a-token-of-this-place" });
    expect(await check("a-token-of-this-place")).toMatchObject({ source: "/graphspace" });
  });

  test("a new one is shown once, stored hashed, bound to its source and types, and ends when revoked", async () => {
    const made = await createEventToken(runtime, { name: "Pipeline", source: "/pipeline", types: ["graph.updated"] });
    const grant = await check(made.token);
    expect(grant).toEqual({ name: "Pipeline", source: "/pipeline", types: ["graph.updated"] });
    expect(grantCovers(grant, { source: "/pipeline", type: "graph.updated" })).toBe(true);
    expect(grantCovers(grant, { source: "/pipeline", type: "graph.deleted" })).toBe(false);
    expect(grantCovers(grant, { source: "/pipeline/", type: "graph.updated" })).toBe(false);
    const rows = await db.sql`select t::text as everything from auth.event_token t`;
    expect(rows.some(({ everything }) => everything.includes(made.token))).toBe(false);
    expect(JSON.stringify(await listEventTokens(runtime))).not.toContain(made.token);
    await revokeEventToken(runtime, made.id);
    await expect(check(made.token)).rejects.toMatchObject(refused);
    await expect(revokeEventToken(runtime, made.id)).rejects.toMatchObject({ status: 404 });
    await expect(revokeEventToken(runtime, "no id")).rejects.toMatchObject({ status: 404 });
  });

  test("none may claim the workspace's own source, or an unknown type", async () => {
    const make = (source: string, types: string[]) =>
      createEventToken(runtime, { name: "x", source, types: types as ["*"] });
    await expect(make("/graphspace/workspace", ["*"])).rejects.toMatchObject({
      status: 422,
      fields: [{ field: "source" }],
    });
    await expect(make("/x", ["graph.exploded"])).rejects.toMatchObject({ status: 422 });
    await expect(make("/x", [])).rejects.toMatchObject({ status: 422 });
  });

  test("no or malformed authorization is refused, and an event token signs nobody in", async () => {
    for (const header of [null, "", "Bearer", "Bearer ", "Basic abc", "Bearer nope"])
      await expect(checkEventToken(runtime, header)).rejects.toMatchObject(refused);
    expect(await ask("Bearer graphspace-demo-token")).toBeNull();
  });
});

test("sockets can ask which sessions still hold", async () => {
  const ids = [];
  for (let n = 0; n < 3; n++) {
    await signInAs(runtime, n === 0 ? "flud" : "ana@example.org");
    const [row] = await db.sql`select id from auth.session order by created_at desc limit 1`;
    ids.push(row?.id as string);
  }
  const [flud = "", expired = "", alive = ""] = ids;
  await setPassword("flud", "changed");
  await db.sql`update auth.session set expires_at = now() where id = ${expired}`;
  expect(await liveSessions(runtime, [flud, expired, alive])).toEqual(new Set([alive]));
  expect(await liveSessions(runtime, [])).toEqual(new Set());
});
