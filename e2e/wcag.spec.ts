import type { Page } from "@playwright/test";
import { changedGraph } from "./events";
import { expect, test } from "./fixtures";
import { open } from "./live";
import { fits } from "./states/layout";

// What axe cannot see. docs/accessibility.md goes through WCAG 2.2 criterion by criterion.

/** What the Tab key comes to, in order, until it leaves the page or has gone round; `look` says something of each. */
async function tabThrough<Seen>(page: Page, look: () => Seen, most = 60): Promise<Seen[]> {
  const seen: Seen[] = [];
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  for (let step = 0; step < most; step++) {
    await page.keyboard.press("Tab");
    const there = await page.evaluate(
      () => document.activeElement !== null && document.activeElement !== document.body,
    );
    if (!there) break;
    seen.push(await page.evaluate(look));
  }
  return seen;
}

const pages = ["/notifications", "/settings/notifications", "/graphs", "/graphs/1", "/groups/1"];

for (const path of pages)
  test(`${path}: the focus is seen wherever it goes, and nothing lies over it`, async ({ as }) => {
    const page = await as("ana");
    await open(page, path);
    const hidden = await tabThrough(page, () => {
      const focused = document.activeElement as HTMLElement;
      const box = focused.getBoundingClientRect();
      // A row's link is as large as the row by its ::after, and so is its ring.
      const marked = [undefined, "::after"].some((part) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(focused, part);
        return (outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== "none";
      });
      const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
      const y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
      const top = document.elementFromPoint(x, y);
      const shown =
        top !== null &&
        (focused.contains(top) || top.contains(focused) || focused.closest("label, li") === top.closest("label, li"));
      const inside = focused.matches("input, select, textarea") || focused.matches("iframe");
      return shown && (marked || inside)
        ? ""
        : `${shown ? "not marked" : "covered"}: ${focused.outerHTML.slice(0, 140)}`;
    });
    expect(hidden.length).toBeGreaterThan(8);
    expect(hidden.filter(Boolean)).toEqual([]);
  });

test("the inbox's stops follow the eye: header, views, search, filters, rows, reading pane", async ({ as }) => {
  const page = await as("ana");
  await open(page, "/notifications");
  const parts = await tabThrough(
    page,
    () => {
      const focused = document.activeElement as HTMLElement;
      const of = focused.closest(
        "header, [aria-label=Views], [role=search], [aria-label=Filters], [data-row], [data-group], #reading",
      );
      return of?.matches("[data-row], [data-group]") ? "rows" : (of?.getAttribute("aria-label") ?? of?.tagName ?? "");
    },
    120,
  );
  const order = parts.filter(Boolean).filter((part, index, all) => part !== all[index - 1]);
  expect(order.slice(0, 5).join(" > ")).toMatch(/^HEADER > Views > .*Filters.*rows/);
});

test("a screen reader finds its way: one main, named landmarks, one first heading, and what is new is said", async ({
  as,
  produce,
}) => {
  const page = await as("ana");
  await open(page, "/notifications");
  await expect(page.getByRole("main")).toHaveCount(1);
  await expect(page.getByRole("banner")).toHaveCount(1);
  for (const name of ["Main", "Views", "Filters"]) await expect(page.getByRole("navigation", { name })).toHaveCount(1);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Notifications");
  // Live regions are there before they speak; what comes into them later is read out.
  await expect(page.getByRole("region", { name: "New notifications" })).toBeAttached();
  const regions = page.locator("[role=status], [role=alert], [aria-live]");
  expect(await regions.count()).toBeGreaterThan(2);
  await regions.evaluateAll((all) => {
    for (const region of all) region.setAttribute("data-from-the-start", "");
  });
  await produce("owner", changedGraph("ana", "Said aloud"));
  await expect(page.locator("[data-from-the-start]").filter({ hasText: "Said aloud" })).toHaveCount(1);
  const row = page.getByRole("article").first();
  await expect(row).toHaveAccessibleName(/./);
});

test("with forced colours, what was a coloured dot, a switch or a chosen filter is still told apart", async ({
  as,
  produce,
}) => {
  const page = await as("ana");
  await page.emulateMedia({ forcedColors: "active" });
  await produce("owner", changedGraph("ana", "Unread in forced colours"));
  await open(page, "/notifications");
  const background = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).backgroundColor);
  const canvas = await background("body");
  expect(await background("[data-row] article > span.bg-accent")).not.toBe(canvas);
  expect(await background("[aria-label=Filters] [aria-current=true]")).not.toBe(canvas);
  await open(page, "/settings/notifications");
  const track = (on: boolean) =>
    page
      .locator(`[role=switch]${on ? ":checked" : ":not(:checked)"} + span`)
      .first()
      .evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(await track(true)).not.toBe(await track(false));
});

test("with reduced motion nothing moves: menus, dialogs and toasts are there at once", async ({ as, produce }) => {
  const page = await as("ana");
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, "/notifications");
  await page.keyboard.press("?");
  await produce("owner", changedGraph("ana", "Without a move"));
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  const moving = await page.evaluate(
    () =>
      document
        .getAnimations()
        .filter(({ timeline }) => timeline === document.timeline)
        .filter(({ effect }) => Number(effect?.getComputedTiming().duration ?? 0) > 1).length,
  );
  expect(moving).toBe(0);
});

for (const path of pages)
  test(`${path}: larger spacing of text and 200 % zoom cut nothing off`, async ({ as }) => {
    const page = await as("ana");
    await open(page, path);
    // WCAG 1.4.12 names these.
    await page.addStyleTag({
      content:
        "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }",
    });
    await expect.poll(() => page.evaluate(fits)).toEqual([]);
    await page.setViewportSize({ width: 640, height: 400 });
    await expect.poll(() => page.evaluate(fits)).toEqual([]);
  });

test("nodes can be arranged without dragging them", async ({ as }) => {
  const page = await as("ana");
  await open(page, "/graphs/1");
  await expect(page.getByTestId("graph-canvas")).toHaveAttribute("data-ready", "true");
  await page.getByLabel("Find a node").fill("AXIN2");
  await expect(page.getByRole("status").filter({ hasText: "AXIN2" })).toBeVisible();
  const seen = () => page.getByTestId("graph-canvas").screenshot();
  const before = await seen();
  await page.getByRole("button", { name: "Move left" }).press("Enter");
  await page.getByRole("button", { name: "Move up" }).click();
  await expect(page.getByRole("status").filter({ hasText: "AXIN2" })).toBeVisible();
  expect(Buffer.compare(before, await seen())).not.toBe(0);
});

test("signing in asks for no feat of memory: passwords can be pasted and filled in", async ({ page }) => {
  await page.goto("/sign-in");
  await expect(page.getByLabel("E-mail")).toHaveAttribute("autocomplete", /email|username/);
  const password = page.getByLabel("Password").first();
  await expect(password).toHaveAttribute("autocomplete", "current-password");
  const blocked = await password.evaluate(
    (field) => !field.dispatchEvent(new Event("paste", { bubbles: true, cancelable: true })),
  );
  expect(blocked).toBe(false);
});
