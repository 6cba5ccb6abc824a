import bcrypt from "bcrypt";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { channels } from "@/server/database/wake";
import { callRoute, type RouteCall } from "@/server/testing/call-route";
import { signInAs } from "@/server/testing/sign-in-as";
import { testDatabase } from "@/server/testing/test-database";
import { testRuntime } from "@/server/testing/test-runtime";
import { DELETE as endDevice } from "./devices/[id]/route";
import { GET as devices, DELETE as endOtherDevices } from "./devices/route";
import { PUT as putPassword } from "./password/route";
import { GET as session } from "./session/route";
import { POST as signIn } from "./sign-in/route";
import { POST as signOut } from "./sign-out/route";
import { POST as signUp } from "./sign-up/route";

const { db } = await testDatabase();
let runtime = testRuntime(db);
// Every test has its own limits; what the database holds stays.
beforeEach(() => {
  runtime = testRuntime(db);
});

const post = (handler: typeof signIn, body: unknown, call: RouteCall = {}) =>
  callRoute(handler, { method: "POST", body, ...call });
const cookieOf = (answer: { headers: Headers }) => answer.headers.get("set-cookie")?.split(";")[0] ?? "";
const whoIs = async (cookie: string) => (await callRoute(session, { cookie })).body?.email;

async function addPerson(email: string, password: string, { cost = 4, prefix = "$2b$" } = {}) {
  const hash = (await bcrypt.hash(password, cost)).replace("$2b$", prefix);
  await db.sql`insert into public."user" (email, password, is_admin) values (${email}, ${hash}, 0)`;
}
beforeAll(() => addPerson("ana@example.org", "graphspace"));

test("signing in gives a cookie that says who one is; without it nobody is known", async () => {
  const answer = await post(signIn, { email: "ana@example.org", password: "graphspace" });
  expect(answer).toMatchObject({ status: 200, body: { email: "ana@example.org", name: "ana", admin: false } });
  expect(await whoIs(cookieOf(answer))).toBe("ana@example.org");
  expect((await callRoute(session)).status).toBe(401);
  expect((await callRoute(session, { cookie: "graphspace=forged" })).status).toBe(401);
});

test("over https the cookie carries the __Host- prefix and Secure", async () => {
  runtime = testRuntime(db, { BASE_URL: "https://notifications.example.org" });
  const headers = { origin: "https://notifications.example.org" };
  const answer = await post(signIn, { email: "ana@example.org", password: "graphspace" }, { headers });
  expect(answer.headers.get("set-cookie")).toMatch(/^__Host-graphspace=.*Secure/);
  expect(answer.headers.get("set-cookie")).toMatch(/HttpOnly; SameSite=Lax/);
});

test("another site cannot sign its visitors in", async () => {
  const headers = { origin: "https://evil.example" };
  expect((await post(signIn, { email: "ana@example.org", password: "graphspace" }, { headers })).status).toBe(403);
});

test("GraphSpace's hashes open accounts whatever their prefix, with short passwords and names that are no e-mails", async () => {
  for (const [name, prefix] of Object.entries({ flud: "$2a$", "old-php": "$2y$", new: "$2b$" })) {
    await addPerson(name, "12345", { prefix });
    expect((await post(signIn, { email: name, password: "12345" })).status).toBe(200);
    expect((await post(signIn, { email: name, password: "12346" })).status).toBe(401);
  }
});

test("a name is no pattern: _, %, case and spaces open nobody's account", async () => {
  await addPerson("axb@example.org", "graphspace");
  for (const email of ["a_b@example.org", "%", "axb@%", "AXB@example.org", " axb@example.org", "axb@example.org\0"])
    expect([email, (await post(signIn, { email, password: "graphspace" })).status]).toEqual([email, 401]);
});

test("an unknown person gets the same answer, after the same work", async () => {
  const compare = vi.spyOn(bcrypt, "compare");
  const known = await post(signIn, { email: "ana@example.org", password: "wrong" });
  const unknown = await post(signIn, { email: "nobody@example.org", password: "wrong" });
  expect(unknown.status).toBe(401);
  expect(unknown.body).toEqual(known.body);
  expect(compare).toHaveBeenCalledTimes(2);
  compare.mockRestore();
});

test("the dummy that unknown people are compared with is a real hash of GraphSpace's cost", async () => {
  const compare = vi.spyOn(bcrypt, "compare");
  await post(signIn, { email: "nobody@example.org", password: "wrong" });
  expect(bcrypt.getRounds(compare.mock.calls[0]?.[1] as string)).toBe(12);
  compare.mockRestore();
});

test("never more than two passwords are hashed at once", async () => {
  const original = bcrypt.compare.bind(bcrypt);
  let running = 0;
  let peak = 0;
  const compare = vi.spyOn(bcrypt, "compare").mockImplementation((async (password: string, hash: string) => {
    peak = Math.max(peak, ++running);
    try {
      return await original(password, hash);
    } finally {
      running--;
    }
  }) as typeof bcrypt.compare);
  await Promise.all(
    Array.from({ length: 10 }, (_, n) => post(signIn, { email: `nobody${n}@example.org`, password: "wrong" })),
  );
  compare.mockRestore();
  expect(peak).toBe(2);
});

describe("limits", () => {
  const guess = (address: string, cookie?: string) =>
    post(signIn, { email: "ana@example.org", password: "wrong" }, { address, cookie });
  const comesIn = async (address: string, cookie?: string) =>
    (await post(signIn, { email: "ana@example.org", password: "graphspace" }, { address, cookie })).status === 200;

  test("attempts on one account from one address are refused before anything is hashed", async () => {
    const compare = vi.spyOn(bcrypt, "compare").mockResolvedValue(false as never);
    const answers = [];
    for (let n = 0; n < 30; n++) answers.push(await guess("203.0.113.7"));
    const hashed = compare.mock.calls.length;
    compare.mockRestore();
    expect(hashed).toBe(20);
    // Who is elsewhere is not concerned, and who is signed in on a device behind the same address neither.
    expect(await comesIn("203.0.113.8")).toBe(true);
    expect(await comesIn("203.0.113.7")).toBe(false);
    expect(await comesIn("203.0.113.7", await signInAs(runtime, "ana@example.org"))).toBe(true);
    expect(answers.slice(20).every(({ status }) => status === 429)).toBe(true);
    expect(Number(answers.at(-1)?.headers.get("retry-after"))).toBeGreaterThan(60);
    // Another account from one of these addresses is not concerned.
    await addPerson("bo@example.org", "graphspace");
    expect((await post(signIn, { email: "bo@example.org", password: "graphspace" })).status).toBe(200);
  });

  test("guesses from everywhere slow strangers down, never the person themselves", async () => {
    expect(await comesIn("192.0.2.1")).toBe(true);
    const roaming = await signInAs(runtime, "ana@example.org");
    const compare = vi.spyOn(bcrypt, "compare").mockResolvedValue(false as never);
    const statuses = [];
    for (let n = 0; n < 130; n++) statuses.push((await guess(`198.18.0.${n}`)).status);
    const hashed = compare.mock.calls.length;
    compare.mockRestore();
    // A hundred, and one in ten seconds from there on.
    expect(hashed).toBe(101);
    expect(statuses.lastIndexOf(401)).toBe(100);
    expect(await comesIn("198.18.1.1")).toBe(false);
    expect(await comesIn("192.0.2.1")).toBe(true);
    expect(await comesIn("198.51.100.1", roaming)).toBe(true);
    // After a restart, the addresses of live sessions are known still.
    runtime = testRuntime(db);
    const later = vi.spyOn(bcrypt, "compare").mockResolvedValue(false as never);
    for (let n = 0; n < 110; n++) await guess(`198.18.0.${n}`);
    later.mockRestore();
    expect(await comesIn("198.18.1.2")).toBe(false);
    expect(await comesIn("192.0.2.1")).toBe(true);
  });

  test("attempts from one address are refused, on whatever account", async () => {
    const compare = vi.spyOn(bcrypt, "compare").mockResolvedValue(false as never);
    const statuses = [];
    for (let n = 0; n < 110; n++)
      statuses.push((await post(signIn, { email: `p${n}@example.org`, password: "wrong" })).status);
    expect(compare).toHaveBeenCalledTimes(100);
    compare.mockRestore();
    expect(statuses.indexOf(429)).toBe(100);
  });

  test("whoever changes their IPv6 address for each attempt is one place still", async () => {
    const compare = vi.spyOn(bcrypt, "compare").mockResolvedValue(false as never);
    for (let n = 0; n < 30; n++) await guess(`2001:db8:0:7::${n.toString(16)}`);
    expect(compare).toHaveBeenCalledTimes(20);
    for (let n = 0; n < 110; n++)
      await post(signIn, { email: `q${n}@example.org`, password: "wrong" }, { address: `2001:db8:0:8::${n}` });
    expect(compare).toHaveBeenCalledTimes(120);
    compare.mockRestore();
    expect(await comesIn("2001:db8:0:9::1")).toBe(true);
  });

  test("signing in with the right password never uses the limit up", async () => {
    for (let n = 0; n < 25; n++)
      expect((await post(signIn, { email: "ana@example.org", password: "graphspace" })).status).toBe(200);
  });
});

describe("sign-up", () => {
  test("makes a GraphSpace account with every column that it needs, and signs in", async () => {
    const body = { email: "dora@example.org", password: "correct horse", name: "Dora Mbeki" };
    const answer = await post(signUp, body);
    expect(answer).toMatchObject({
      status: 201,
      body: { email: "dora@example.org", name: "Dora Mbeki", admin: false },
    });
    expect(await whoIs(cookieOf(answer))).toBe("dora@example.org");
    const [row] = await db.sql`select * from public."user" where email = 'dora@example.org'`;
    expect(row).toMatchObject({ is_admin: 0, password: expect.stringMatching(/^\$2b\$12\$/) });
    expect(row?.created_at).not.toBeNull();
    expect((await post(signIn, { email: "dora@example.org", password: "correct horse" })).status).toBe(200);
  });

  test("refuses a taken e-mail, a short password, and one that bcrypt would cut", async () => {
    expect((await post(signUp, { email: "ana@example.org", password: "graphspace" })).status).toBe(409);
    const fields = async (body: object) =>
      (await post(signUp, body)).body.errors.map((e: { field: string }) => e.field);
    expect(await fields({ email: "e@example.org", password: "1234567" })).toEqual(["password"]);
    expect(await fields({ email: "e@example.org", password: "ä".repeat(37) })).toEqual(["password"]);
    expect(await fields({ email: "no e-mail", password: "12345678" })).toEqual(["email"]);
    expect(await fields({ email: "e@example.org", password: "12345678", is_admin: 1 })).toEqual(["is_admin"]);
  });

  test("two at once with one e-mail make one account", async () => {
    const body = { email: "twin@example.org", password: "correct horse" };
    const answers = await Promise.all([post(signUp, body), post(signUp, body)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});

describe("sessions", () => {
  test("the database holds no token, only its digest", async () => {
    const cookie = cookieOf(await post(signIn, { email: "ana@example.org", password: "graphspace" }));
    const token = cookie.split("=")[1] ?? "";
    expect(token.length).toBeGreaterThanOrEqual(43);
    const rows = await db.sql`select s::text as everything from auth.session s`;
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some(({ everything }) => everything.includes(token))).toBe(false);
  });

  test("signing out ends the session itself, not only its cookie, and tells the sockets", async () => {
    const cookie = await signInAs(runtime, "ana@example.org");
    const heard: string[] = [];
    const listener = db.dedicated();
    await listener.listen(channels.sessionEnded, (payload) => heard.push(payload));
    const [row] = await db.sql`select id from auth.session order by created_at desc limit 1`;
    const answer = await callRoute(signOut, { method: "POST", cookie });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("set-cookie")).toContain("Max-Age=0");
    expect(await whoIs(cookie)).toBeUndefined();
    await vi.waitFor(() => expect(heard).toEqual([row?.id]));
    await listener.end();
  });

  test("a session expires, and one that is used lives on", async () => {
    const cookie = await signInAs(runtime, "ana@example.org");
    await db.sql`update auth.session set last_used_at = now() - interval '1 hour', expires_at = now() + interval '1 hour'`;
    expect(await whoIs(cookie)).toBe("ana@example.org");
    const [row] = await db.sql`select expires_at > now() + interval '29 days' as slid from auth.session
      order by last_used_at desc limit 1`;
    expect(row?.slid).toBe(true);
    await db.sql`update auth.session set expires_at = now()`;
    expect(await whoIs(cookie)).toBeUndefined();
  });

  test("use does not keep a session alive for ever", async () => {
    const cookie = await signInAs(runtime, "ana@example.org");
    await db.sql`update auth.session set created_at = now() - interval '179 days', last_used_at = now() - interval '1 day'`;
    expect(await whoIs(cookie)).toBe("ana@example.org");
    const [row] = await db.sql`select max(expires_at) < now() + interval '2 days' as soon from auth.session`;
    expect(row?.soon).toBe(true);
    await db.sql`delete from auth.session`;
  });

  test("a password that GraphSpace itself changed ends the session", async () => {
    await addPerson("eve@example.org", "before-before");
    const cookie = await signInAs(runtime, "eve@example.org");
    expect(await whoIs(cookie)).toBe("eve@example.org");
    await db.sql`update public."user" set password = ${await bcrypt.hash("other", 4)} where email = 'eve@example.org'`;
    expect(await whoIs(cookie)).toBeUndefined();
  });

  test("a deleted account's session is nobody's", async () => {
    await addPerson("gone@example.org", "graphspace");
    const cookie = await signInAs(runtime, "gone@example.org");
    await db.sql`delete from public."user" where email = 'gone@example.org'`;
    expect((await callRoute(session, { cookie })).status).toBe(401);
  });

  test("changing the password signs every other device out and keeps this one", async () => {
    await addPerson("fay@example.org", "old password");
    const here = await signInAs(runtime, "fay@example.org");
    const there = await signInAs(runtime, "fay@example.org");
    const change = (currentPassword: string) =>
      callRoute(putPassword, {
        method: "PUT",
        cookie: here,
        body: { currentPassword, newPassword: "new password" },
      });
    expect(await change("wrong")).toMatchObject({ status: 422, body: { errors: [{ field: "currentPassword" }] } });
    const changed = await change("old password");
    expect(changed.status).toBe(204);
    expect(await whoIs(cookieOf(changed))).toBe("fay@example.org");
    expect(await whoIs(here)).toBeUndefined();
    expect(await whoIs(there)).toBeUndefined();
    expect((await callRoute(devices, { cookie: cookieOf(changed) })).body.devices).toHaveLength(1);
    expect((await post(signIn, { email: "fay@example.org", password: "old password" })).status).toBe(401);
    expect((await post(signIn, { email: "fay@example.org", password: "new password" })).status).toBe(200);
  });

  test("devices are listed with the one that asks first, and each can be signed out; another's cannot", async () => {
    await addPerson("gil@example.org", "graphspace");
    const agents = ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0", "curl/8.9"];
    const cookies = [];
    for (const agent of agents) {
      const headers = { "user-agent": agent };
      cookies.push(cookieOf(await post(signIn, { email: "gil@example.org", password: "graphspace" }, { headers })));
    }
    const [here = "", there = ""] = cookies;
    const list = (await callRoute(devices, { cookie: here })).body.devices;
    expect(list).toMatchObject([
      { name: "Firefox on Linux", current: true, address: "127.0.0.1" },
      { name: "curl", current: false },
    ]);
    const stranger = await signInAs(runtime, "ana@example.org");
    const end = (cookie: string, id: string) => callRoute(endDevice, { method: "DELETE", cookie, params: { id } });
    expect((await end(stranger, list[1].id)).status).toBe(404);
    expect((await end(here, "not-an-id")).status).toBe(404);
    expect(await whoIs(there)).toBe("gil@example.org");
    expect((await end(here, list[1].id)).status).toBe(204);
    expect(await whoIs(there)).toBeUndefined();
    const again = await signInAs(runtime, "gil@example.org");
    expect(await callRoute(endOtherDevices, { method: "DELETE", cookie: here })).toMatchObject({ body: { ended: 1 } });
    expect(await whoIs(again)).toBeUndefined();
    expect(await whoIs(here)).toBe("gil@example.org");
    expect(await whoIs(stranger)).toBe("ana@example.org");
  });

  test("signing in again on a device leaves no second session behind", async () => {
    await addPerson("hal@example.org", "graphspace");
    const credentials = { email: "hal@example.org", password: "graphspace" };
    const first = cookieOf(await post(signIn, credentials));
    await post(signIn, credentials, { cookie: first });
    expect(await whoIs(first)).toBeUndefined();
  });
});
