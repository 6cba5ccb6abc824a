import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { changedGraph } from "./events";
import { expect, test } from "./fixtures";
import { bell, call } from "./inbox-page";
import { live } from "./live";

const toast = (page: Page, text: string) => page.locator("[data-toast]").filter({ hasText: text });

test("an event becomes a toast and a number in both of a person's browsers, without a reload", async ({
  as,
  produce,
}) => {
  const [one, two] = [await as("ana"), await as("ana")];
  const { snapshot } = await (await one.request.get("/api/notifications")).json();
  await call(one, "POST", "/api/notifications/bulk", { action: "read", query: "", snapshot });
  for (const page of [one, two]) {
    await page.goto("/notifications");
    await live(page);
    await expect(bell(page)).toHaveAccessibleName("Notifications, none unread");
    await page.evaluate(() => Object.assign(window, { loadedOnce: true }));
  }
  await produce("owner", changedGraph("ana", "Two browsers at once"));
  for (const page of [one, two]) {
    await page.bringToFront();
    await expect(toast(page, "Two browsers at once")).toBeVisible();
    await expect(page.getByRole("status").filter({ hasText: "Two browsers at once" })).toBeVisible();
    await expect(bell(page)).toHaveAccessibleName("Notifications, 1 unread");
    expect(await page.evaluate(() => "loadedOnce" in window)).toBe(true);
  }
  await expectAccessible(one);
});

test("a toast takes no focus, goes by itself, but not while somebody points at it", async ({ as, produce }) => {
  const page = await as("ana");
  await page.goto("/notifications");
  await live(page);
  await page.getByRole("link", { name: "Graphs", exact: true }).focus();
  await produce("owner", changedGraph("ana", "Goes by itself"));
  await expect(toast(page, "Goes by itself")).toBeVisible();
  await expect(page.getByRole("link", { name: "Graphs", exact: true })).toBeFocused();
  await toast(page, "Goes by itself").hover();
  await page.waitForTimeout(9_000);
  await expect(toast(page, "Goes by itself")).toBeVisible();
  await page.mouse.move(0, 500);
  await expect(toast(page, "Goes by itself")).toBeHidden({ timeout: 10_000 });
});

test("a toast is dismissed by its button and by Escape, and stays unread", async ({ as, produce }) => {
  const page = await as("ana");
  await page.goto("/notifications");
  await live(page);
  await produce("owner", changedGraph("ana", "Dismissed by button"));
  await toast(page, "Dismissed by button").getByRole("button", { name: "Dismiss" }).click();
  await expect(toast(page, "Dismissed by button")).toBeHidden();
  await produce("owner", changedGraph("ana", "Dismissed by key"));
  await toast(page, "Dismissed by key").getByRole("button", { name: "Dismiss" }).press("Escape");
  await expect(toast(page, "Dismissed by key")).toBeHidden();
  const { notifications } = await (await page.request.get("/api/notifications?limit=2")).json();
  expect(notifications.map(({ read }: { read: boolean }) => read)).toEqual([false, false]);
});

test("a toast closes when its notification is read elsewhere", async ({ as, produce }) => {
  const [here, elsewhere] = [await as("ana"), await as("ana")];
  await here.goto("/notifications");
  await live(here);
  await produce("owner", changedGraph("ana", "Read elsewhere"));
  await toast(here, "Read elsewhere").hover();
  const { notifications } = await (await elsewhere.request.get("/api/notifications?limit=1")).json();
  const origin = { Origin: new URL(here.url()).origin };
  const answer = await elsewhere.request.patch(`/api/notifications/${notifications[0].id}`, {
    data: { read: true },
    headers: origin,
  });
  expect(answer.ok()).toBe(true);
  await expect(toast(here, "Read elsewhere")).toBeHidden({ timeout: 3_000 });
});

test("a click on a toast opens the thing and marks it read", async ({ as, produce }) => {
  const page = await as("ana");
  await page.goto("/settings");
  await live(page);
  await produce("owner", changedGraph("ana", "Opened from its toast"));
  await toast(page, "Opened from its toast").getByRole("link").click();
  await expect(toast(page, "Opened from its toast")).toBeHidden();
  await expect
    .poll(async () => (await (await page.request.get("/api/notifications?limit=1")).json()).notifications[0].read)
    .toBe(true);
});

test("at most three toasts stand, the rest is summed up", async ({ as, produce }) => {
  const page = await as("ana");
  await page.goto("/notifications");
  await live(page);
  for (let index = 1; index <= 5; index++) await produce("owner", changedGraph("ana", `One of five: ${index}`));
  await expect(page.getByRole("link", { name: "2 more" })).toBeVisible();
  await expect(page.locator("[data-toast]")).toHaveCount(3);
  await expectAccessible(page);
});

test("on a phone a toast has the full width under the header", async ({ as, produce }) => {
  const page = await as("ana");
  await page.setViewportSize({ width: 390, height: 780 });
  await page.goto("/notifications");
  await live(page);
  await produce("owner", changedGraph("ana", "On a phone"));
  const box = () => toast(page, "On a phone").boundingBox();
  await expect.poll(box).toMatchObject({ x: 12, width: 366 });
  expect((await box())?.y).toBeGreaterThanOrEqual(52);
});

test("what a tab did itself makes no toast there, but in the person's other browser; a click there opens the graph", async ({
  as,
}) => {
  const [doing, other] = [await as("ana"), await as("ana")];
  for (const page of [doing, other]) {
    await page.goto("/settings");
    await live(page);
  }
  const name = `Made in a tab ${Date.now()}`;
  const before = await doing.getByRole("button", { name: /^Notifications, / }).getAttribute("aria-label");
  const id = await doing.evaluate(async (name) => {
    const client = sessionStorage.getItem("graphspace.client-id") ?? "";
    const answer = await fetch("/api/v1/graphs/", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Client-Id": client },
      body: JSON.stringify({
        name,
        graph_json: { data: { title: name }, elements: { nodes: [{ data: { id: "AXIN2" } }], edges: [] } },
      }),
    });
    return ((await answer.json()) as { id: number }).id;
  }, name);
  await expect(toast(other, name)).toBeVisible();
  // The number has come here, too; the toast has not.
  await expect(doing.getByRole("button", { name: /^Notifications, / })).not.toHaveAttribute("aria-label", `${before}`);
  await expect(toast(doing, name)).toHaveCount(0);
  await toast(other, name).getByRole("link").click();
  await expect(other).toHaveURL(new RegExp(`/graphs/${id}$`));
  await expect(other.getByRole("heading", { level: 1 })).toContainText(name);
});

test("a hostile name is shown as text, and turns nothing around but itself", async ({ as, produce }) => {
  const page = await as("ana");
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => dialogs.push(dialog.message()) && dialog.dismiss());
  await page.goto("/notifications");
  await live(page);
  const name = "<img src=x onerror=alert(1)>\u202e";
  await produce("owner", changedGraph("ana", name));
  const shown = toast(page, "<img src=x").locator("strong").last();
  await expect(shown).toHaveText(name);
  await expect(shown).toHaveCSS("unicode-bidi", "isolate");
  expect(dialogs).toEqual([]);
});
