import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { call, idsByName, row, tell, word } from "./inbox-page";
import { open } from "./live";

const link = (page: Page, name: string) => row(page, name).locator("h3 a");
const numbered = (name: string, many: number) => Array.from({ length: many }, (_, index) => `${name} ${index}`);
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

test("who works by keys keeps their place when what has the focus goes away", async ({ as, produce }) => {
  const page = await as("ana");
  const name = word();
  await tell(page, produce, "ana", numbered(name, 6));
  await open(page, `/notifications?query=${name}`);
  // The last one: the focus goes to the one before it.
  await link(page, `${name} 0`).focus();
  await page.keyboard.press("e");
  await expect(link(page, `${name} 1`)).toBeFocused();
  // By the row's own button.
  await link(page, `${name} 3`).focus();
  await row(page, `${name} 3`).getByRole("button", { name: "Archive" }).press("Enter");
  await expect(link(page, `${name} 2`)).toBeFocused();
  await button(page, "Undo").press("Enter");
  await expect(row(page, `${name} 3`)).toBeVisible();
  await expect(link(page, `${name} 2`)).toBeFocused();
  await button(page, "Dismiss").press("Enter");
  await expect(link(page, `${name} 2`)).toBeFocused();
  // Several, and through a dialog.
  await page.keyboard.press("x");
  await page.keyboard.press("k");
  await page.keyboard.press("x");
  await page.keyboard.press("e");
  await expect(row(page, `${name} 2`)).toHaveCount(0);
  await expect(link(page, `${name} 1`)).toBeFocused();
  await page.keyboard.press("x");
  await button(page, "Clear the selection").press("Enter");
  await expect(link(page, `${name} 1`)).toBeFocused();
  await page.keyboard.press("h");
  // Late in the evening nothing is later today.
  const firstTime = page.getByRole("dialog").getByRole("button", { name: /^(Later today|Tomorrow)/ });
  await expect(firstTime.first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(row(page, `${name} 1`)).toHaveCount(0);
  await expect(link(page, `${name} 4`)).toBeFocused();
  // Another device took it.
  const id = await idsByName(page, name);
  await call(page, "PATCH", `/api/notifications/${id(`${name} 4`)}`, { archived: true });
  await expect(link(page, `${name} 5`)).toBeFocused();
});

test("the keys go on through Load more, and the pill leads to what is new", async ({ as, produce }) => {
  const page = await as("bo");
  const name = word();
  await tell(page, produce, "bo", numbered(name, 30));
  await open(page, `/notifications?query=${name}`);
  const rows = page.locator("[data-row]");
  await rows.nth(24).locator("h3 a").focus();
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: "Load more" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(rows).toHaveCount(30);
  await expect(rows.nth(24).locator("h3 a")).toBeFocused();
  // To the eye the list has grown; the ear is told.
  await expect(page.getByRole("status").filter({ hasText: "30 notifications" })).toHaveCount(1);
  await page.keyboard.press("j");
  await expect(rows.nth(25).locator("h3 a")).toBeFocused();
  await tell(page, produce, "bo", [`${name} news`]);
  expect(await page.evaluate(() => window.scrollY)).toBeGreaterThan(300);
  await page.locator("#inbox-list").getByRole("button", { name: "1 new" }).press("Enter");
  await expect(link(page, `${name} news`)).toBeFocused();
  await expect(link(page, `${name} news`)).toBeInViewport();
});

test("a range is selected by keys too, and goes on by the pointer", async ({ as, produce }) => {
  const page = await as("ana");
  const name = word();
  await tell(page, produce, "ana", numbered(name, 6));
  await open(page, `/notifications?query=${name}`);
  const bar = page.getByRole("toolbar", { name: "Selected notifications" });
  await link(page, `${name} 1`).focus();
  await page.keyboard.press("x");
  await link(page, `${name} 4`).focus();
  await page.keyboard.press("Shift+X");
  await expect(bar).toContainText("4 selected");
  // A checkbox takes up where the key left off.
  await row(page, `${name} 5`)
    .getByRole("checkbox")
    .click({ modifiers: ["Shift"] });
  await expect(bar).toContainText("5 selected");
  await expect(row(page, `${name} 0`).getByRole("checkbox")).not.toBeChecked();
});

test("how many a search finds is said, and each row's buttons say what they act on", async ({ as, produce }) => {
  const page = await as("ana");
  const name = word();
  await tell(page, produce, "ana", [`${name} a`, `${name} b`]);
  await open(page, "/notifications");
  await page.getByRole("combobox", { name: "Search notifications" }).fill(name);
  await expect(page.getByRole("status").filter({ hasText: "2 notifications" })).toHaveCount(1);
  await page.getByRole("combobox", { name: "Search notifications" }).fill(`${name} nowhere`);
  await expect(page.getByRole("status").filter({ hasText: "0 notifications" })).toHaveCount(1);
  await page.getByRole("combobox", { name: "Search notifications" }).fill(name);
  await row(page, `${name} a`).hover();
  await expect(
    page
      .getByRole("group", { name: new RegExp(`^Actions: robot\\d+ changed ${name} a$`) })
      .getByRole("button", { name: "Archive" }),
  ).toBeVisible();
});

test("what is archived while it is open stays open, and nothing else shows in between", async ({ as, produce }) => {
  const page = await as("ana");
  const name = word();
  await tell(page, produce, "ana", numbered(name, 3));
  await open(page, `/notifications?query=${name}`);
  await link(page, `${name} 1`).click();
  const title = page.locator("#reading-title");
  await expect(title).toHaveText(`${name} 1`);
  await title.evaluate((heading) => {
    const seen: string[] = [];
    Object.assign(window, { seenTitles: seen });
    const note = () => seen.push(document.getElementById("reading-title")?.textContent ?? "none");
    new MutationObserver(note).observe(heading.closest("section") as Element, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
  await page.keyboard.press("e");
  await expect(page.locator("#reading").getByRole("button", { name: "Move to Inbox" })).toBeVisible();
  const seen = await page.evaluate(() => (window as unknown as { seenTitles: string[] }).seenTitles);
  expect(seen.filter((each) => each !== `${name} 1`)).toEqual([]);
});
