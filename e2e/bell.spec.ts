import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { changedGraph } from "./events";
import { expect, test } from "./fixtures";

const bell = (page: Page) => page.getByRole("button", { name: /^Notifications, / });
const panel = (page: Page) => page.getByRole("dialog", { name: "Notifications" });
const unread = async (page: Page) =>
  ((await (await page.request.get("/api/notifications/counts")).json()) as { unread: number }).unread;

test("bell, title and icon say the same number, with the first page", async ({ as, produce }) => {
  const page = await as("ana");
  await produce("owner", changedGraph("ana", "A number to see"));
  await expect.poll(() => unread(page)).toBeGreaterThan(0);
  const html = await (await page.request.get("/notifications")).text();
  expect(html).toMatch(/aria-label="Notifications, \d+\+? unread"/);
  await page.goto("/notifications");
  const count = await unread(page);
  const shown = count > 99 ? "99+" : String(count);
  await expect(bell(page)).toHaveAccessibleName(`Notifications, ${shown} unread`);
  await expect(page).toHaveTitle(new RegExp(`^\\(${shown.replace("+", "\\+")}\\) `));
  await expect(page.locator('link[rel="icon"]').last()).toHaveAttribute("href", "/icon-unread.svg");
});

test("the panel shows the latest, marks nothing read by opening, and gives the focus back", async ({ as, produce }) => {
  const page = await as("ana");
  await produce("owner", changedGraph("ana", "The latest of all"));
  // Not on the notifications page, which moves the seen line itself.
  await page.goto("/settings");
  const before = await unread(page);
  const seen = page.waitForResponse((response) => response.url().endsWith("/api/notifications/seen"));
  await bell(page).press("Enter");
  await expect(panel(page).getByRole("listitem").first()).toContainText("The latest of all");
  await expect(panel(page).getByRole("listitem")).toHaveCount(8);
  expect((await seen).ok()).toBe(true);
  expect(await unread(page)).toBe(before);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(panel(page)).toBeHidden();
  await expect(bell(page)).toBeFocused();
});

test("one is marked from the panel, and all; at zero there is nothing to mark", async ({ as, produce }) => {
  const page = await as("chen");
  await produce("owner", changedGraph("chen", "To be marked"));
  await page.goto("/notifications");
  await bell(page).click();
  const row = panel(page).getByRole("listitem").filter({ hasText: "To be marked" });
  await row.getByRole("button", { name: "Mark read" }).click();
  await expect(row.getByRole("button", { name: "Mark unread" })).toBeVisible();
  await row.getByRole("button", { name: "Mark unread" }).click();
  const all = panel(page).getByRole("button", { name: "Mark all read" });
  await all.click();
  await expect(all).toBeDisabled();
  await expect(bell(page)).toHaveAccessibleName("Notifications, none unread");
  await expect(panel(page).getByText("Unread:")).toHaveCount(0);
  await expect(page).toHaveTitle(/^Notifications/);
  expect(await unread(page)).toBe(0);
});

test("all that were marked from the panel are counted and come back by Undo; the focus stays in the panel", async ({
  as,
  produce,
}) => {
  const page = await as("chen");
  await produce("owner", changedGraph("chen", "Marked with all"));
  await page.goto("/settings");
  await expect.poll(() => unread(page)).toBeGreaterThan(0);
  const before = await unread(page);
  await bell(page).press("Enter");
  await panel(page).getByRole("button", { name: "Mark all read" }).press("Enter");
  await expect(
    panel(page)
      .getByRole("status")
      .filter({ hasText: `${before} marked read` }),
  ).toBeVisible();
  await expect(panel(page)).toBeFocused();
  await panel(page).getByRole("button", { name: "Undo" }).press("Enter");
  await expect(bell(page)).toHaveAccessibleName(`Notifications, ${before} unread`);
  await expect(panel(page).getByRole("listitem").first()).toContainText("Unread:");
  await page.keyboard.press("Escape");
  await expect(bell(page)).toBeFocused();
});

test("nothing in the open panel moves: what arrives waits behind a pill", async ({ as, produce }) => {
  const page = await as("ana");
  await produce("owner", changedGraph("ana", "Was there first"));
  await page.goto("/notifications");
  await bell(page).click();
  const first = panel(page).getByRole("listitem").first();
  await expect(first).toContainText("Was there first");
  const place = await first.boundingBox();
  await produce("owner", changedGraph("ana", "Came meanwhile"));
  const pill = panel(page).getByRole("button", { name: "1 new" });
  await expect(pill).toBeVisible();
  await expect(first).toContainText("Was there first");
  expect(await first.boundingBox()).toEqual(place);
  await pill.click();
  await expect(first).toContainText("Came meanwhile");
});
