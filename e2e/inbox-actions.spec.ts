import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { changedGraph } from "./events";
import { demoToken, expect, test } from "./fixtures";
import { call, idsByName, listed, pane, row, tell, word } from "./inbox-page";
import { open } from "./live";

const notice = (page: Page, text: string | RegExp) => page.getByRole("status").filter({ hasText: text });
const unreadNames = async (page: Page, query: string) =>
  (await listed(page, query)).filter(({ read }) => !read).map(({ resource }) => resource.name);

test("five hundred similar ones are one row, and what is done to it is done to all of them and to nothing else", async ({
  as,
  request,
}) => {
  const page = await as("bo");
  const name = word();
  const events = Array.from({ length: 500 }, (_, index) => {
    const event = changedGraph("bo", `${name} ${index}`);
    const { id } = event.data.resource;
    const time = new Date().toISOString();
    return {
      ...event,
      specversion: "1.0",
      source: "/graphspace",
      id: `${name}-${index}`,
      subject: `graph/${id}`,
      time,
    };
  });
  const headers = { Authorization: `Bearer ${demoToken}`, "Content-Type": "application/cloudevents-batch+json" };
  const sent = await request.post("/api/events/owner", { headers, data: JSON.stringify(events) });
  expect(await sent.json()).toEqual({ accepted: 500 });
  const counted = async (query: string) =>
    (await (await page.request.get(`/api/notifications/counts?filter=${encodeURIComponent(query)}`)).json()).filters[0]
      .count;
  await expect.poll(() => counted(`"${name} 499"`), { timeout: 30_000 }).toBe(1);
  await tell(page, (topic, event) => produceOne(page, topic, event), "bo", [`${name} another`]);
  await open(page, `/notifications?query=${name}`);
  const group = page.locator("[data-group]");
  await expect(group).toContainText("changed 500 graphs", { timeout: 30_000 });
  await expect(group).toHaveCount(1);
  await expect(page.locator("[data-row]")).toHaveCount(1);
  await group.hover();
  await group.getByRole("button", { name: "Archive" }).click();
  await expect(notice(page, "500 archived")).toBeVisible();
  expect((await listed(page, name)).map(({ resource }) => resource.name)).toEqual([`${name} another`]);
  await page.keyboard.press("z");
  await expect(notice(page, "Undone")).toBeVisible();
  expect(await counted(name)).toBe(100);
  await call(page, "POST", "/api/notifications/bulk", {
    action: "archive",
    query: name,
    snapshot: (await (await page.request.get("/api/notifications")).json()).snapshot,
  });
});

async function produceOne(page: Page, topic: string, { type, data }: { type: string; data: object }) {
  const { resource } = data as { resource: { type: string; id: number } };
  const answer = await page.request.post(`/api/events/${topic}`, {
    headers: { Authorization: `Bearer ${demoToken}`, "Content-Type": "application/cloudevents+json" },
    data: JSON.stringify({
      specversion: "1.0",
      id: crypto.randomUUID(),
      source: "/graphspace",
      type,
      subject: `${resource.type}/${resource.id}`,
      time: new Date().toISOString(),
      data,
    }),
  });
  expect(answer.status()).toBe(202);
}

test("all that match are more than what is loaded, less than what came meanwhile, and come back by one key", async ({
  as,
  produce,
}) => {
  const page = await as("ana");
  const name = word();
  const names = Array.from({ length: 40 }, (_, index) => `${name} ${index}`);
  await tell(page, produce, "ana", names);
  await open(page, `/notifications?query=${name}`);
  await expect(page.locator("[data-row]")).toHaveCount(25);
  const boxes = page.locator("[data-row]").getByRole("checkbox");
  await page.locator("[data-row]").first().hover();
  await boxes.nth(0).click();
  await boxes.nth(3).click({ modifiers: ["Shift"] });
  const bar = page.getByRole("toolbar", { name: "Selected notifications" });
  await expect(bar).toContainText("4 selected");
  await bar.getByRole("button", { name: "Select all that match" }).click();
  await expect(bar).toContainText("All that match");
  await tell(page, produce, "ana", [`${name} late`]);
  await bar.getByRole("button", { name: "Snooze" }).click();
  await page.getByRole("menuitem", { name: /^Tomorrow/ }).click();
  await expect(notice(page, "40 snoozed")).toBeVisible();
  expect((await listed(page, name)).map(({ resource }) => resource.name)).toEqual([`${name} late`]);
  await page.keyboard.press("z");
  await expect(notice(page, "Undone")).toBeVisible();
  expect(await listed(page, name)).toHaveLength(41);
});

test("undo gives back exactly what the action changed, and nothing that was changed since", async ({ as, produce }) => {
  const page = await as("ana");
  const name = word();
  await tell(page, produce, "ana", [`${name} a`, `${name} b`, `${name} c`]);
  const id = await idsByName(page, name);
  await call(page, "PATCH", `/api/notifications/${id(`${name} b`)}`, { read: true });
  await open(page, `/notifications?query=${name}`);
  await page.locator("[data-row]").first().hover();
  await page.locator("[data-row]").getByRole("checkbox").nth(0).click();
  await page
    .locator("[data-row]")
    .getByRole("checkbox")
    .nth(2)
    .click({ modifiers: ["Shift"] });
  await page
    .getByRole("toolbar", { name: "Selected notifications" })
    .getByRole("button", { name: "Mark read", exact: true })
    .click();
  await expect(notice(page, "2 marked read")).toBeVisible();
  await call(page, "PATCH", `/api/notifications/${id(`${name} c`)}`, { saved: true });
  await page.keyboard.press("z");
  await expect(notice(page, "Undone")).toBeVisible();
  expect(await unreadNames(page, name)).toEqual([`${name} a`]);
  await expect(row(page, `${name} a`)).toContainText("Unread:");
  for (const other of ["b", "c"]) await expect(row(page, `${name} ${other}`)).not.toContainText("Unread:");
});

test("what comes back from a snooze stands on top, under Back, however old it is", async ({ as, produce }) => {
  const page = await as("chen");
  const name = word();
  await tell(page, produce, "chen", [`${name} old`, `${name} new`]);
  const id = await idsByName(page, name);
  await open(page, "/notifications");
  // Whatever stands there: what other tests left may have made a group of them.
  await page.locator("[data-row], [data-group]").first().hover();
  await call(page, "PATCH", `/api/notifications/${id(`${name} old`)}`, {
    snoozedUntil: new Date(Date.now() + 1_500).toISOString(),
  });
  await expect(row(page, `${name} old`)).toHaveCount(0);
  await expect.poll(async () => (await listed(page, `is:woken ${name}`)).length, { timeout: 20_000 }).toBe(1);
  // It slips in nowhere by itself while somebody points at the list.
  const pill = page.getByRole("button", { name: "Show what changed" });
  await expect(pill).toBeVisible();
  await expect(row(page, `${name} old`)).toHaveCount(0);
  await pill.click();
  const back = page.getByRole("region", { name: "Back" });
  await expect(back.locator("[data-row]").filter({ hasText: `${name} old` })).toBeVisible();
  await expect(row(page, `${name} old`)).toHaveCount(1);
  await expect(page.locator("#inbox-list section[aria-label]").first()).toHaveAccessibleName("Back");
  await page.reload();
  await expect(back.locator("[data-row]").filter({ hasText: `${name} old` })).toBeVisible();
});

test("a line stands between what is new since one last looked and the rest", async ({ as, produce }) => {
  const page = await as("bo");
  const name = word();
  await tell(page, produce, "bo", [`${name} known`]);
  const { snapshot } = await (await page.request.get("/api/notifications")).json();
  await call(page, "POST", "/api/notifications/seen", { snapshot });
  await tell(page, produce, "bo", [`${name} news`]);
  await open(page, "/notifications");
  const lines = await page.locator("#inbox-list li").allInnerTexts();
  const at = (text: string) => lines.findIndex((line) => line.includes(text));
  const first = at(`${name} news`);
  expect([at("New since you last looked"), at(`${name} known`)]).toEqual([first + 1, first + 2]);
});

test("a graph is muted from its row, says so, is unmuted by its pane, by m and by z; a watch comes back with undo", async ({
  as,
}) => {
  const page = await as("chen");
  await open(page, "/notifications?query=resource:graph");
  const first = page
    .locator("[data-row]")
    .filter({ hasNotText: /no longer there|test that you sent/i })
    .first();
  const name = (await first.locator("strong").last().textContent()) as string;
  const level = async () => {
    const { watches } = await (await page.request.get("/api/watches")).json();
    return (watches as { name: string; level: string }[]).find((each) => each.name === name)?.level ?? null;
  };
  const before = await level();
  await first.hover();
  await first.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Mute this graph" }).click();
  await expect(first).toContainText("muted");
  await expect.poll(level).toBe("muted");
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
  await page.keyboard.press("z");
  await expect.poll(level).toBe(before);
  await first.locator("h3 a").click();
  await page.keyboard.press("m");
  await expect.poll(level).toBe("muted");
  await expectAccessible(page);
  await pane(page).getByRole("button", { name: "Unmute" }).click();
  await expect.poll(level).toBeNull();
  await expect(first).not.toContainText("muted");
  await first.hover();
  await first.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Watch this graph" }).click();
  await expect.poll(level).toBe("watching");
});

test("why one did not hear of something is answered on the graph's page, the group's, and beside the notification", async ({
  as,
}) => {
  const page = await as("chen");
  await open(page, "/notifications?query=resource:graph");
  const ask = page.getByRole("button", { name: /^Why did I not hear/ });
  const answer = page.getByRole("dialog", { name: "Why did I not hear of this?" });
  await page.locator("[data-row]").filter({ hasNotText: "no longer there" }).first().locator("h3 a").click();
  await pane(page)
    .getByRole("button", { name: /^Why did I not hear/ })
    .click();
  await expect(answer.getByRole("listitem").first()).toBeVisible();
  await expectAccessible(page);
  const shared = (await listed(page, "is:all resource:graph")).find(
    ({ resource, group }) => resource.state === "here" && group !== null,
  );
  for (const path of [`/groups/${shared?.group?.id}`, `/graphs/${shared?.resource.id}`]) {
    await open(page, path);
    await ask.click();
    await expect(answer.getByText(/It is in your inbox|You |Removals/).first()).toBeVisible();
  }
});

test("a test of one's set-up stands in the inbox as one, and leads to the settings", async ({ as }) => {
  const page = await as("bo");
  await open(page, "/settings/notifications");
  await page.getByRole("button", { name: "Send a test" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "As a toast" })).toContainText(/after \d+ ms/);
  await open(page, "/notifications");
  const sent = row(page, "This is a test that you sent yourself.").first();
  await expect(sent).not.toContainText("no longer there");
  await sent.locator("h3 a").click();
  await expect(pane(page)).toContainText("you sent it to yourself");
  await expect(pane(page).getByRole("button", { name: "Mute" })).toHaveCount(0);
  await pane(page).getByRole("link", { name: "Open settings" }).click();
  await expect(page).toHaveURL(/\/settings\/notifications$/);
});

test("going back from another page finds the list where it was left, with all that was loaded", async ({
  as,
  produce,
}) => {
  const page = await as("bo");
  const name = word();
  await tell(
    page,
    produce,
    "bo",
    Array.from({ length: 40 }, (_, index) => `${name} ${index}`),
  );
  await open(page, `/notifications?query=${name}`);
  await page.getByRole("link", { name: "Load more" }).click();
  await expect(page.locator("[data-row]")).toHaveCount(40);
  await page.mouse.wheel(0, 1_100);
  const middle = () =>
    page.evaluate(() => document.elementFromPoint(600, 450)?.closest("[data-row]")?.getAttribute("data-row") ?? null);
  await page.waitForTimeout(500);
  const before = await middle();
  expect(before).not.toBeNull();
  expect(await page.evaluate(() => window.scrollY)).toBeGreaterThan(900);
  // By the mouse itself: a locator's click may scroll first.
  const link = await page.getByRole("link", { name: "Groups", exact: true }).boundingBox();
  await page.mouse.click((link?.x ?? 0) + 5, (link?.y ?? 0) + 5);
  await expect(page).toHaveURL(/\/groups$/);
  await page.goBack();
  await expect(page.locator("[data-row]")).toHaveCount(40);
  await expect.poll(middle).toBe(before);
});
