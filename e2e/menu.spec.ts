import { expect, test } from "./fixtures";
import { open } from "./live";

test("the account menu works from the keyboard alone, and gives the focus back", async ({ as }) => {
  const page = await as("ana");
  await open(page, "/notifications");
  const button = page.getByRole("button", { name: /^Account of/ });
  const item = (name: string) =>
    page.getByRole("menu").getByRole(name === "Dark" ? "menuitemradio" : "menuitem", { name });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(item("Settings")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(item("Sign out")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(item("Settings")).toBeFocused();
  await page.keyboard.press("End");
  await expect(item("Sign out")).toBeFocused();
  // First letters; the page's own single keys stay out of it.
  await page.keyboard.type("da");
  await expect(item("Dark")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(item("Dark")).toBeChecked();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toBeHidden();
  await expect(button).toBeFocused();
  await expect(button).toHaveAttribute("aria-expanded", "false");
});

test("a press outside closes a menu, and its link closes it on the way", async ({ as }) => {
  const page = await as("ana");
  await open(page, "/notifications");
  const button = page.getByRole("button", { name: /^Account of/ });
  await button.click();
  await expect(page.getByRole("menu")).toBeVisible();
  await page.mouse.click(400, 820);
  await expect(page.getByRole("menu")).toBeHidden();
  await button.click();
  await page.getByRole("menuitem", { name: "Settings" }).click();
  await expect(page).toHaveURL(/\/settings/);
  await expect(page.getByRole("menu")).toBeHidden();
});

test("on 320 pixels the header fits, also while it reconnects", async ({ as, allowError }) => {
  allowError(/ERR_INTERNET_DISCONNECTED|WebSocket/);
  const page = await as("ana");
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto("/notifications");
  const status = page.getByRole("banner").getByRole("status");
  await expect(status).toHaveText("Live");
  await page.context().setOffline(true);
  await expect(status).toHaveText("Offline");
  await status
    .locator("span")
    .last()
    .evaluate((text) => {
      text.textContent = "Reconnecting…";
    });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});
