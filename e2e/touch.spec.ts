import type { CDPSession, Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { idsByName, listed, row, tell, word } from "./inbox-page";
import { open } from "./live";

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** A phone in which Ana is signed in. */
async function phoneOf(
  as: (person: "ana") => Promise<Page>,
  userAgent?: string,
): Promise<{ page: Page; finger: CDPSession }> {
  const page = await as("ana");
  const browser = page.context().browser();
  const context = await browser?.newContext({
    ...phone,
    userAgent,
    baseURL: process.env.E2E_URL,
    storageState: await page.context().storageState(),
  });
  if (!context) throw new Error("no browser");
  const held = await context.newPage();
  return { page: held, finger: await context.newCDPSession(held) };
}

/** A finger on the glass, as the browser itself sees one: it may take the gesture over for scrolling. */
async function drag(finger: CDPSession, from: { x: number; y: number }, to: { x: number; y: number }) {
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", points: { x: number; y: number }[]) =>
    finger.send("Input.dispatchTouchEvent", { type, touchPoints: points });
  await touch("touchStart", [from]);
  const steps = 8;
  for (let step = 1; step <= steps; step++)
    await touch("touchMove", [
      { x: from.x + ((to.x - from.x) * step) / steps, y: from.y + ((to.y - from.y) * step) / steps },
    ]);
  await touch("touchEnd", []);
  // The page still rolls out: until then a tap only stops it.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
}
const middleOf = async (page: Page, name: string) => {
  const box = await row(page, name).boundingBox();
  if (!box) throw new Error(`${name} is not on the page`);
  return { x: box.x + box.width / 2, y: box.y + 20 };
};

test("a swipe to the left archives, one to the right marks read; a short or a steep one does neither", async ({
  as,
  produce,
}) => {
  const { page, finger } = await phoneOf(as);
  const name = word();
  await tell(page, produce, "ana", [`${name} left`, `${name} right`, `${name} stays`]);
  await open(page, `/notifications?query=${name}`);
  const id = await idsByName(page, name);
  const state = async (which: string) => {
    const found = (await listed(page, `is:all ${name}`)).find((each) => each.id === id(`${name} ${which}`));
    return { read: found?.read, archived: found?.archived };
  };
  const stays = await middleOf(page, `${name} stays`);
  await drag(finger, stays, { x: stays.x - 40, y: stays.y });
  await drag(finger, stays, { x: stays.x + 90, y: stays.y + 200 });
  const left = await middleOf(page, `${name} left`);
  await drag(finger, left, { x: left.x - 150, y: left.y + 8 });
  await expect(row(page, `${name} left`)).toHaveCount(0);
  await expect.poll(() => state("left")).toEqual({ read: false, archived: true });
  await page.getByRole("button", { name: "Undo" }).tap();
  await expect(page.getByText("Undone")).toBeVisible();
  await expect(row(page, `${name} left`)).toBeVisible();
  await expect.poll(() => state("left")).toEqual({ read: false, archived: false });
  const right = await middleOf(page, `${name} right`);
  await drag(finger, right, { x: right.x + 150, y: right.y + 8 });
  await expect.poll(() => state("right")).toEqual({ read: true, archived: false });
  await expect(row(page, `${name} right`)).not.toContainText("Unread:");
  expect(await state("stays")).toEqual({ read: false, archived: false });
  // Nothing was opened by it, and the row lies where it was.
  await expect(page).not.toHaveURL(/open=/);
  expect(Math.abs((await middleOf(page, `${name} right`)).x - right.x)).toBeLessThan(1);
  await page.context().close();
});

test("a finger that goes up scrolls the list", async ({ as, produce }) => {
  const { page, finger } = await phoneOf(as);
  const name = word();
  await tell(
    page,
    produce,
    "ana",
    Array.from({ length: 14 }, (_, index) => `${name} ${index}`),
  );
  await open(page, `/notifications?query=${name}`);
  await drag(finger, { x: 200, y: 700 }, { x: 205, y: 300 });
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(200);
  expect(await listed(page, name)).toHaveLength(14);
  await page.context().close();
});

test("what swipes do is in a menu, too; it and all that one taps is 44 px or has that much room", async ({
  as,
  produce,
}) => {
  const { page } = await phoneOf(as);
  const name = word();
  await tell(page, produce, "ana", [name]);
  await open(page, `/notifications?query=${name}`);
  await row(page, name).getByRole("button", { name: "More actions" }).tap();
  for (const item of ["Mark read", "Save", "Archive", /^Tomorrow/, "A date…"])
    await expect(page.getByRole("menuitem", { name: item })).toBeVisible();
  const small = () =>
    page.evaluate(() => {
      const targets = [...document.querySelectorAll<HTMLElement>("button, a, summary, input, [role=menuitem]")];
      return targets.flatMap((element) => {
        // In a sentence, and what only the keyboard or nobody reaches, is exempt (WCAG 2.5.8).
        if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return [];
        const box = element.getBoundingClientRect();
        if (box.width <= 1 || box.bottom <= 0 || box.top >= innerHeight) return [];
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        // What is hit 21 px above and below the middle still is this target, or one that does the same.
        const hit = (dy: number) => {
          const found = document.elementFromPoint(x, y + dy);
          return found === element || element.contains(found) || found?.closest("label")?.control === element;
        };
        return hit(-21) && hit(20)
          ? []
          : [`${element.tagName} ${element.ariaLabel ?? element.textContent} ${box.height}`];
      });
    });
  expect(await small()).toEqual([]);
  await page.keyboard.press("Escape");
  expect(await small()).toEqual([]);
  await row(page, name).getByRole("button", { name: "More actions" }).tap();
  await page.getByRole("menuitem", { name: "Archive" }).tap();
  await expect(row(page, name)).toHaveCount(0);
  await page.context().close();
});

test("what is done in the sheet is said there; what leaves the list closes it", async ({ as, produce, allowError }) => {
  allowError(/503/);
  const { page } = await phoneOf(as);
  const name = word();
  await tell(page, produce, "ana", [`${name} a`, `${name} b`]);
  await open(page, `/notifications?query=${name}`);
  await row(page, `${name} a`).locator("h3 a").tap();
  const sheet = page.getByRole("dialog", { name: "Notification" });
  const choose = async (action: string) => {
    await sheet.getByRole("button", { name: "More actions" }).tap();
    await page.getByRole("menuitem", { name: action, exact: true }).tap();
  };
  const no = { status: 503, contentType: "application/problem+json", json: { title: "Not now; try again." } };
  await page.route("**/api/notifications/bulk", (route) => route.fulfill(no));
  await choose("Save");
  const said = sheet.getByRole("alert").filter({ hasText: "Not now; try again." });
  await said.getByRole("button", { name: "Dismiss" }).tap();
  await page.unroute("**/api/notifications/bulk");
  await choose("Archive");
  await expect(sheet).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).tap();
  await expect(row(page, `${name} a`)).toBeVisible();
  await page.context().close();
});

test("however far down one selects, what to do with it is at hand", async ({ as, produce }) => {
  const { page } = await phoneOf(as);
  const name = word();
  const names = Array.from({ length: 20 }, (_, index) => `${name} ${index}`);
  await tell(page, produce, "ana", names);
  await open(page, `/notifications?query=${name}`);
  await row(page, `${name} 2`).locator("label").tap();
  expect(await page.evaluate(() => window.scrollY)).toBeGreaterThan(300);
  const bar = page.getByRole("toolbar", { name: "Selected notifications" });
  await expect(bar).toBeInViewport({ ratio: 1 });
  await bar.getByRole("button", { name: "Archive" }).tap();
  await expect(row(page, `${name} 2`)).toHaveCount(0);
  await page.context().close();
});

test("the list of views, closed on a phone, says which one is shown", async ({ as }) => {
  const { page } = await phoneOf(as);
  for (const [query, name] of [
    ["", "Inbox"],
    ["is:unread", "Unread"],
    ['in:"Wnt Lab"', "Wnt Lab"],
  ] as const) {
    await open(page, `/notifications?${new URLSearchParams({ query })}`);
    await expect(page.locator("summary").first()).toHaveText(name);
  }
});

test("a row under the finger says what letting go would do, once it would do it", async ({ as, produce }) => {
  const { page, finger } = await phoneOf(as);
  const name = word();
  await tell(page, produce, "ana", [name]);
  await open(page, `/notifications?query=${name}`);
  const { x, y } = await middleOf(page, name);
  const at = (to: number) =>
    finger.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [{ x: x + to, y }] });
  const hint = () => row(page, name).evaluate((line) => getComputedStyle(line, "::before").content);
  await finger.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x, y }] });
  await at(-20);
  await at(-40);
  expect(await hint()).toBe("none");
  await at(-80);
  await at(-110);
  await expect.poll(hint).toBe('"Archive"');
  await at(-10);
  await at(110);
  await expect.poll(hint).toBe('"Mark read"');
  await at(0);
  await finger.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await expect(row(page, name)).toContainText("Unread:");
  await expect.poll(hint).toBe("none");
  await page.context().close();
});

test("a phone is sent no reading pane but the one that it asks for, and opens the next in a sheet", async ({
  as,
  produce,
}) => {
  const wide = await as("ana");
  const name = word();
  await tell(wide, produce, "ana", [`${name} first`, `${name} second`]);
  const userAgent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/148.0.0.0 Mobile Safari/537.36";
  const path = `/notifications?query=${name}`;
  const hasPane = async (path: string, headers: Record<string, string> = {}) =>
    (await (await wide.request.get(path, { headers })).text())
      .replaceAll(/<script.*?<\/script>/gs, "")
      .includes("Why you");
  expect(await hasPane(path)).toBe(true);
  expect(await hasPane(path, { "user-agent": userAgent })).toBe(false);
  const [newest] = await listed(wide, name);
  expect(await hasPane(`${path}&open=${newest?.id}`, { "user-agent": userAgent })).toBe(true);

  const { page } = await phoneOf(as, userAgent);
  await open(page, path);
  await row(page, `${name} first`).tap();
  await expect(page.getByRole("dialog", { name: "Notification" })).toContainText(`${name} first`);
  await page.context().close();
});
