import { RateLimiterMemory } from "rate-limiter-flexible";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { callRoute } from "@/server/testing/call-route";
import { digestDatabase } from "@/server/testing/database-digest";
import { undescribed } from "@/server/testing/described";
import { addNotification } from "@/server/testing/notifications";
import { addGraph, addGroup, addPeople } from "@/server/testing/people";
import { signInAs } from "@/server/testing/sign-in-as";
import { testDatabase } from "@/server/testing/test-database";
import { testRuntime } from "@/server/testing/test-runtime";
import { DELETE as endLink, POST as makeLink, GET as readLink } from "../settings/feed/route";
import { GET as getFeed } from "./[token]/route";

const { db } = await testDatabase();
let runtime = testRuntime(db);
const [anaId = 0] = await addPeople(db, "ana@lab.org", "bo@lab.org");
const lab = await addGroup(db, "Wnt Lab", "bo@lab.org", "ana@lab.org");
const graph = await addGraph(db, "Wnt <core> & friends", "bo@lab.org", { groups: [lab] });
const told = (verb: "graph.updated" | "graph.published" = "graph.updated") =>
  addNotification(db, {
    verb,
    resource: { type: "graph", id: graph, name: "Wnt <core> & friends" },
    group: { id: lab, name: "Wnt Lab" },
    to: { [anaId]: ["group"] },
  });

let cookie: string;
let token: string;
beforeEach(async () => {
  runtime = testRuntime(db);
  await db.sql`truncate notification.event, notification.notification`;
  cookie = await signInAs(runtime, "ana@lab.org");
  token = await newLink();
});
async function newLink(): Promise<string> {
  const { status, body } = await callRoute(makeLink, { method: "POST", cookie });
  expect(status).toBe(201);
  return body.url.split("/").at(-1);
}
const read = async (headers: Record<string, string> = {}, query = "", of = token) => {
  const path = `/api/feed/${of}${query}`;
  const answer = await callRoute(getFeed, { path, params: { token: of }, headers });
  expect(undescribed("GET feed/[token]", answer)).toBeNull();
  return answer;
};
const titles = (xml: string) => [...xml.matchAll(/<entry>.*?<title>(.*?)<\/title>/gs)].map(([, title]) => title);

describe("the feed", () => {
  test("shows the inbox without a session, newest first, with links that open and names that stay text", async () => {
    await told();
    const id = await told("graph.published");
    const { status, headers, body } = await read();
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("application/atom+xml; charset=utf-8");
    expect(titles(body)).toEqual([
      "bo made Wnt &lt;core&gt; &amp; friends public",
      "bo changed Wnt &lt;core&gt; &amp; friends",
    ]);
    expect(body).toContain(`href="http://localhost:3000/notifications/open/${id}"`);
    expect(body).toContain("Wnt Lab · because you are in Wnt Lab");
    expect(body).not.toContain("bo@lab.org");
  });

  test("takes the query language, and says what is wrong in it", async () => {
    await told();
    await told("graph.published");
    expect(titles((await read({}, "?query=verb:published")).body)).toHaveLength(1);
    expect(titles((await read({}, "?query=is:read")).body)).toEqual([]);
    expect(await read({}, "?query=form:bo")).toMatchObject({ status: 422, body: { errors: [{ field: "query" }] } });
  });

  test("marks nothing read and changes nothing, whatever is asked of it", async () => {
    await told();
    await read();
    const before = await digestDatabase(db);
    await read({}, "?query=is:unread");
    expect(await digestDatabase(db)).toEqual(before);
    expect(titles((await read({}, "?query=is:unread")).body)).toHaveLength(1);
  });

  test("answers 304 until something changes", async () => {
    await told();
    const etag = (await read()).headers.get("etag") as string;
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const answer = await read({ "if-none-match": known });
      expect(answer).toMatchObject({ status: 304, body: null });
      expect(answer.headers.get("etag")).toBe(etag);
    }
    await told();
    expect((await read({ "if-none-match": etag })).status).toBe(200);
  });

  test("loses what its person may no longer see, title and all", async () => {
    await told();
    expect(titles((await read()).body)).toHaveLength(1);
    await db.sql`delete from public.group_to_user where user_id = ${anaId}`;
    expect((await read()).body).not.toContain("Wnt");
    await db.sql`insert into public.group_to_user (user_id, group_id) values (${anaId}, ${lab})`;
  });
});

describe("the link", () => {
  test("is stored as a digest, and shown only when it is made", async () => {
    expect(JSON.stringify(await db.sql`select * from auth.feed_link`)).not.toContain(token);
    const { body } = await callRoute(readLink, { cookie });
    expect(body).toEqual({ feed: { createdAt: expect.any(String), lastUsedAt: null } });
    await read();
    expect((await callRoute(readLink, { cookie })).body.feed.lastUsedAt).not.toBeNull();
  });

  test("ends when it is revoked, and when another is made; the feed keeps its name", async () => {
    const idOf = (xml: string) => /<id>(.*?)<\/id>/.exec(xml)?.[1];
    const before = idOf((await read()).body);
    const next = await newLink();
    expect((await read()).status).toBe(404);
    expect(idOf((await read({}, "", next)).body)).toBe(before);
    await callRoute(endLink, { method: "DELETE", cookie });
    expect((await read({}, "", next)).status).toBe(404);
    expect((await callRoute(readLink, { cookie })).body).toEqual({ feed: null });
  });

  test("ends with the password that it was made under, whoever changes it; until another is made", async () => {
    expect((await read()).status).toBe(200);
    const change = (to: string) => db.sql`update public."user" set password = ${to} where id = ${anaId}`;
    await change("$2b$12$another");
    onTestFinished(async () => void (await change("none")));
    expect((await read()).status).toBe(404);
    cookie = await signInAs(runtime, "ana@lab.org");
    expect((await callRoute(readLink, { cookie })).body).toEqual({ feed: null });
    expect((await read({}, "", await newLink())).status).toBe(200);
  });

  test("is limited: 60 in ten minutes, and as many wrong ones from an address, which harms no right one", async () => {
    const statuses = [];
    for (let n = 0; n < 62; n++) statuses.push((await read()).status);
    expect(statuses.indexOf(429)).toBe(60);
    const wrong = [];
    for (let n = 0; n < 62; n++) wrong.push((await read({}, "", `wrong-${n}`)).status);
    expect(wrong.indexOf(429)).toBe(60);
    expect((await read({}, "", await newLink())).status).toBe(200);
  });

  test("that is nobody's is not remembered, however many are tried: only the network that tries", async () => {
    const consume = vi.spyOn(RateLimiterMemory.prototype, "consume");
    for (let n = 0; n < 5; n++)
      await callRoute(getFeed, { path: "/api/feed/x", params: { token: `wrong-${n}` }, address: `2001:db8::${n}` });
    expect(new Set(consume.mock.calls.map(([key]) => key))).toEqual(new Set(["2001:db8:0:0::/64"]));
    consume.mockRestore();
  });
});
