import { expect, test } from "vitest";
import { imagesOfPage } from "../images-of-page";
import { addGraph, addPeople } from "../testing/people";
import { signInAs } from "../testing/sign-in-as";
import { testDatabase } from "../testing/test-database";
import { testRuntime } from "../testing/test-runtime";
import { setSecurityHeaders } from "../web/security-headers";
import { allowImages } from "./allow-images";
import { disallowImages } from "./disallow-images";
import { listImageConsents } from "./list-image-consents";
import { onceImagesCookie, readOnceImages } from "./once-images";

const { db } = await testDatabase();
const runtime = testRuntime(db);
const [ana = 0, bo = 0] = await addPeople(db, "ana@lab.org", "bo@lab.org");
const open = await addGraph(db, "Open", "ana@lab.org", { isPublic: true });
const hidden = await addGraph(db, "Hidden", "ana@lab.org");
const origin = "https://example.org";

/** The sources of pictures that the page of this address may load from, as its policy says; data is no page, and may load none. */
async function sources(url: string, cookie: string | undefined, method = "GET") {
  const request = { url, method, headers: { cookie } } as never;
  const sent: Record<string, string> = {};
  const response = { setHeader: (name: string, value: string) => Object.assign(sent, { [name]: value }) } as never;
  const images = await imagesOfPage(runtime)(request);
  setSecurityHeaders(request, response, { dev: false, secure: false, embedOrigins: [], images });
  const [, pictures = ""] = /img-src ([^;]*)/.exec(sent["Content-Security-Policy"] ?? "") ?? [];
  return pictures.split(" ").slice(3);
}

test("a page's policy allows exactly what its reader allowed for this graph", async () => {
  const [anas, bos] = [await signInAs(runtime, "ana@lab.org"), await signInAs(runtime, "bo@lab.org")];
  expect(await sources(`/graphs/${open}`, bos)).toEqual([]);
  await allowImages(db, bo, open, { origins: [origin, "http://127.0.0.1:99"], remember: true });
  for (const url of [`/graphs/${open}`, `/graphs/${open}/?user_layout=3`])
    expect(await sources(url, bos)).toEqual(["http://127.0.0.1:99", origin]);
  for (const url of [
    `/graphs/${hidden}`,
    "/graphs",
    "/",
    `/graphs/${open}/compare`,
    `/api/v1/graphs/${open}`,
    "/graphs/99999999999",
  ])
    expect([url, await sources(url, bos)]).toEqual([url, []]);
  expect(await listImageConsents(db, bo)).toMatchObject([
    { graph: String(open), origin: "http://127.0.0.1:99" },
    { graph: String(open), origin },
  ]);
  expect(await sources(`/graphs/${open}`, anas)).toEqual([]);
  expect(await sources(`/graphs/${open}`, undefined)).toEqual([]);
  await disallowImages(db, bo, open);
  expect(await sources(`/graphs/${open}`, bos)).toEqual([]);
});

test("once is a cookie for one page; what it says can end no directive", async () => {
  const session = await signInAs(runtime, "bo@lab.org");
  const cookie = onceImagesCookie(open, [origin], { secure: true });
  expect(cookie).toContain(`Path=/graphs/${open}; HttpOnly; SameSite=Strict; Secure; Max-Age=60`);
  expect(await sources(`/graphs/${open}`, `${session}; ${cookie.split(";")[0]}`)).toEqual([origin]);
  const forged = "graph-images=https://a.org script-src *|https://*.org|'unsafe-inline'|https://b.org";
  expect(readOnceImages(`x=1; ${forged}`)).toEqual(["https://b.org"]);
  expect(readOnceImages(`graph-images=${new Array(1000).fill(origin).join("|")}`)).toHaveLength(20);
});

test("one allows images only of a graph that one may see, and of so many servers at most", async () => {
  const one = { origins: [origin], remember: true };
  await expect(allowImages(db, bo, hidden, one)).rejects.toMatchObject({ status: 404 });
  const origins = Array.from({ length: 20 }, (_, n) => `https://s${n}.example`);
  await allowImages(db, ana, open, { origins, remember: true });
  await expect(allowImages(db, ana, open, one)).rejects.toMatchObject({ status: 409 });
  expect(await db.sql`select from notification.image_consent where user_id = ${ana}`).toHaveLength(20);
});

test("where consent cannot be read, a page allows nothing", async () => {
  const broken = { ...runtime, db: { within: () => Promise.reject(new Error("away")) } as never };
  expect(
    await imagesOfPage(broken)({ method: "GET", url: `/graphs/${open}`, headers: { cookie: "graphspace=x" } } as never),
  ).toEqual([]);
});
