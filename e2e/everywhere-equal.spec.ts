import { rmSync } from "node:fs";
import type { Browser, Page } from "@playwright/test";
import { startApp, untilReady } from "../server/testing/start-app";
import { changedGraph } from "./events";
import { demoToken, expect, password, people, test } from "./fixtures";
import { bell, call, listed, row, tell, view, word } from "./inbox-page";
import { breakableLine, live, open } from "./live";

/** What one page says is unread, in every place where it says so. */
async function said(page: Page) {
  const words = (await bell(page).getAttribute("aria-label"))?.match(/(\d+\+?|none) unread$/)?.[1] ?? "?";
  const number = words === "none" ? "0" : words;
  const title = (await page.title()).match(/^\((\d+\+?)\) /)?.[1] ?? "0";
  const icon = (await page.locator('link[rel="icon"]').last().getAttribute("href")) === "/icon-unread.svg";
  const views = view(page, /^Unread/);
  const shown = (await views.count()) ? (((await views.textContent()) ?? "").match(/\d+\+?/)?.[0] ?? "0") : number;
  return { bell: number, title, view: shown, icon };
}
const everywhere = (unread: number) => {
  const text = unread > 99 ? "99+" : String(unread);
  return { bell: text, title: text, view: text, icon: unread > 0 };
};
const unreadOf = async (page: Page) =>
  ((await (await page.request.get("/api/notifications/counts")).json()) as { unread: number }).unread;
/** All pages say what the server says, in all places, within a second. */
async function agree(pages: Page[]) {
  const unread = await unreadOf(pages[0] as Page);
  for (const page of pages) await expect.poll(() => said(page), { timeout: 1_000 }).toEqual(everywhere(unread));
  return unread;
}

test("page, bell, title, icon, other tabs and other browsers say the same number within a second", async ({
  as,
  produce,
}) => {
  const page = await as("chen");
  const tab = await page.context().newPage();
  const elsewhere = await as("chen");
  for (const each of [page, elsewhere]) await open(each, "/notifications");
  await open(tab, "/settings/profile");
  await call(page, "POST", "/api/notifications/bulk", {
    action: "read",
    query: "",
    snapshot: (await (await page.request.get("/api/notifications")).json()).snapshot,
  });
  const all = [page, tab, elsewhere];
  expect(await agree(all)).toBe(0);
  const name = word();
  await tell(page, produce, "chen", [`${name} one`, `${name} two`]);
  expect(await agree(all)).toBe(2);
  const [newest] = await listed(page, name);
  await call(page, "PATCH", `/api/notifications/${newest?.id}`, { read: true });
  expect(await agree(all)).toBe(1);
  await call(page, "PATCH", `/api/notifications/${newest?.id}`, { read: false });
  expect(await agree(all)).toBe(2);
});

test("offline is said, and healed within a second of coming back: nothing is missing", async ({
  as,
  produce,
  allowError,
}) => {
  allowError(/socket\.io|ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
  const page = await as("chen");
  const elsewhere = await as("chen");
  const line = await breakableLine(page);
  for (const each of [page, elsewhere]) await open(each, "/notifications");
  const before = await said(page);
  await line.cut();
  await expect(page.getByRole("banner").getByText("Offline", { exact: true })).toBeVisible();
  const name = word();
  await tell(elsewhere, produce, "chen", [`${name} one`, `${name} two`, `${name} three`]);
  const [, read] = await listed(elsewhere, name);
  await call(elsewhere, "PATCH", `/api/notifications/${read?.id}`, { read: true });
  expect(await said(page)).toEqual(before);
  await line.mend();
  await expect(page.getByRole("banner").getByText("Live", { exact: true })).toBeVisible({ timeout: 1_000 });
  await agree([page, elsewhere]);
  await expect(page.locator("[data-toast]").filter({ hasText: "2 new notifications" })).toBeVisible();
  await expect(page.locator("[data-toast]")).toHaveCount(1);
  const pill = page.locator("#inbox-list").getByRole("button", { name: "3 new" });
  await pill
    .or(row(page, `${name} three`))
    .first()
    .waitFor();
  if (await pill.isVisible()) await pill.click();
  await expect(row(page, `${name} one`)).toContainText("Unread:");
  await expect(row(page, `${name} two`)).not.toContainText("Unread:");
});

test("a page that slept says the same as the others within a second of waking", async ({ as, produce }) => {
  const page = await as("chen");
  const elsewhere = await as("chen");
  for (const each of [page, elsewhere]) await open(each, "/notifications");
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Page.setWebLifecycleState", { state: "frozen" });
  const name = word();
  await tell(elsewhere, produce, "chen", [`${name} one`, `${name} two`]);
  const [newest] = await listed(elsewhere, name);
  await call(elsewhere, "PATCH", `/api/notifications/${newest?.id}`, { read: true });
  await devtools.send("Page.setWebLifecycleState", { state: "active" });
  await agree([page, elsewhere]);
});

test("after the server was restarted, what it did meanwhile is everywhere within a second of being live", async ({
  browser,
}) => {
  const dataDir = `/var/tmp/graphspace-restart-${process.pid}`;
  const env = { DATA_DIR: dataDir, LOG_LEVEL: "error" };
  let app = await startApp(env);
  try {
    await untilReady(app);
    const pages = [await signedInAt(browser, app.url), await signedInAt(browser, app.url)];
    for (const page of pages) await open(page, "/notifications");
    const before = await agree(pages);
    app.kill("SIGTERM");
    await app.ended;
    for (const page of pages) await expect(page.getByRole("banner").getByText("Reconnecting…")).toBeVisible();
    app = await startApp({ ...env, PORT: String(app.port) });
    await untilReady(app);
    const event = { ...changedGraph("bo", "After the restart"), specversion: "1.0", source: "/graphspace" };
    const { id } = event.data.resource;
    const answer = await fetch(`${app.url}/api/events/owner`, {
      method: "POST",
      headers: { Authorization: `Bearer ${demoToken}`, "Content-Type": "application/cloudevents+json" },
      body: JSON.stringify({ ...event, id: word(), subject: `graph/${id}`, time: new Date().toISOString() }),
    });
    expect(answer.status).toBe(202);
    await expect.poll(() => unreadOf(pages[0] as Page)).toBe(before + 1);
    for (const page of pages) await live(page);
    expect(await agree(pages)).toBe(before + 1);
    for (const page of pages) await page.context().close();
  } finally {
    app.kill("SIGTERM");
    await app.ended;
    rmSync(dataDir, { recursive: true, force: true });
  }
});

async function signedInAt(browser: Browser, baseURL: string): Promise<Page> {
  const context = await browser.newContext({ baseURL });
  const data = { email: people.bo, password };
  const answer = await context.request.post("/api/auth/sign-in", { data, headers: { Origin: baseURL } });
  expect(answer.ok(), await answer.text()).toBe(true);
  return context.newPage();
}

test("deleting one's notifications empties the other tabs and browsers at once", async ({ as, produce }) => {
  const page = await as("admin");
  const [tab, elsewhere] = [await page.context().newPage(), await as("admin")];
  const name = word();
  await tell(page, produce, "admin", [name]);
  for (const each of [tab, elsewhere]) {
    await open(each, "/notifications");
    await expect(row(each, name)).toBeVisible();
  }
  await open(page, "/settings/data");
  await page.getByRole("button", { name: "Delete all…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete all" }).click();
  await expect(page.getByText("Your notifications are deleted.")).toBeVisible();
  for (const each of [tab, elsewhere])
    await expect(each.getByText("You're all caught up")).toBeVisible({ timeout: 1_000 });
  expect(await agree([page, tab, elsewhere])).toBe(0);
});

test("one tab of a browser shows the toast, not each of them", async ({ as, produce }) => {
  const first = await as("ana");
  const second = await first.context().newPage();
  for (const each of [first, second]) await open(each, "/settings/profile");
  await second.bringToFront();
  const name = word();
  await tell(second, produce, "ana", [name]);
  const toasts = async () => [
    await first.locator("[data-toast]").filter({ hasText: name }).count(),
    await second.locator("[data-toast]").filter({ hasText: name }).count(),
  ];
  await expect.poll(async () => (await toasts()).reduce((sum, each) => sum + each, 0)).toBe(1);
  await second.waitForTimeout(1_500);
  expect((await toasts()).sort()).toEqual([0, 1]);
});
