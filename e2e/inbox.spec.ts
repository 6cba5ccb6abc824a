import { expectAccessible } from "./accessible";
import { changedGraph } from "./events";
import { expect, test } from "./fixtures";
import { pane, row, search, stored, tell, word } from "./inbox-page";
import { open } from "./live";

test("more is loaded page by page, each row once", async ({ as, produce }) => {
  const page = await as("bo");
  const name = word();
  await tell(
    page,
    produce,
    "bo",
    Array.from({ length: 60 }, (_, index) => `${name} ${index}`),
  );
  await open(page, `/notifications?query=${name}`);
  await expect(page.locator("[data-row]")).toHaveCount(25);
  const more = page.getByRole("link", { name: "Load more" });
  await more.click();
  await expect(page.locator("[data-row]")).toHaveCount(50);
  await more.click();
  await expect(page.locator("[data-row]")).toHaveCount(60);
  await expect(more).toHaveCount(0);
  const ids = await page
    .locator("[data-row]")
    .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.row));
  expect(new Set(ids).size).toBe(60);
});

test("a page that cannot be loaded says so, and is loaded on another try", async ({ as, produce, allowError }) => {
  allowError(/503/);
  const page = await as("bo");
  const name = word();
  await tell(
    page,
    produce,
    "bo",
    Array.from({ length: 30 }, (_, index) => `${name} ${index}`),
  );
  await open(page, `/notifications?query=${name}`);
  await page.route(/cursor=/, (route) =>
    route.fulfill({ status: 503, contentType: "application/problem+json", json: { title: "The database rests." } }),
  );
  await page.getByRole("link", { name: "Load more" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "The database rests." })).toBeVisible();
  await page.unroute(/cursor=/);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator("[data-row]")).toHaveCount(30);
});

test("opening marks read; a row is marked read and unread from its buttons", async ({ as, produce }) => {
  const page = await as("ana");
  const name = word();
  await tell(page, produce, "ana", [name]);
  await open(page, `/notifications?query=${name}`);
  await expect(row(page, name)).toContainText("Unread:");
  await row(page, name).getByRole("link").click();
  await expect(page).toHaveURL(/open=\d+/);
  await expect(row(page, name)).not.toContainText("Unread:");
  await expect(pane(page).getByRole("heading", { name })).toBeVisible();
  await expect(pane(page).getByText("nodes added")).toBeVisible();
  await expect(pane(page).getByText("Why you see this:")).toBeVisible();
  await expect(pane(page)).toContainText(/stored .*, read .*\d\d:\d\d/);
  await row(page, name).hover();
  await row(page, name).getByRole("button", { name: "Mark unread" }).click();
  await expect(row(page, name)).toContainText("Unread:");
  await page.reload();
  await expect(pane(page).getByText("Where it came from")).toBeVisible();
  await pane(page).getByText("Where it came from").click();
  await expect(pane(page)).toContainText("The owner of a graph, layout or group has a record of what happens to it.");
  await page.waitForTimeout(500);
  await expect(row(page, name)).toContainText("Unread:");
});

test("a change that the server refuses is taken back, and the reason is said", async ({ as, produce, allowError }) => {
  allowError(/503/);
  const page = await as("ana");
  const name = word();
  await tell(page, produce, "ana", [name]);
  await open(page, `/notifications?query=${name}`);
  await page.route("**/api/notifications/bulk", (route) =>
    route.fulfill({ status: 503, contentType: "application/problem+json", json: { title: "Not now; try again." } }),
  );
  await row(page, name).hover();
  await row(page, name).getByRole("button", { name: "Archive" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Not now; try again." })).toBeVisible();
  await expect(row(page, name)).toBeVisible();
});

test("similar ones stand as one row, which acts on exactly what it shows", async ({ as, produce }) => {
  const page = await as("chen");
  const name = word();
  for (const index of [1, 2, 3, 4]) await produce("owner", changedGraph("chen", `${name} ${index}`));
  await stored(page, `${name} 4`);
  await open(page, `/notifications?query=${name}`);
  const group = page.locator("[data-group]");
  await expect(group).toContainText("changed 4 graphs");
  await expect(page.locator("[data-row]")).toHaveCount(0);
  await group.getByRole("button", { name: /Show/ }).click();
  await expect(page.locator("[data-row]")).toHaveCount(4);
  await group.hover();
  await group.getByRole("button", { name: "Archive" }).click();
  await expect(page.getByText("4 archived")).toBeVisible();
  await expect(page.getByText("No match")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.locator("[data-row]")).toHaveCount(4);
});

test("a range is selected, acted on as one, and undone", async ({ as, produce }) => {
  const page = await as("ana");
  const name = word();
  await tell(
    page,
    produce,
    "ana",
    [1, 2, 3, 4].map((index) => `${name} ${index}`),
  );
  await open(page, `/notifications?query=${name}`);
  const boxes = page.locator("[data-row]").getByRole("checkbox");
  await page.locator("[data-row]").first().hover();
  await boxes.nth(0).click();
  await boxes.nth(2).click({ modifiers: ["Shift"] });
  const bar = page.getByRole("toolbar", { name: "Selected notifications" });
  await expect(bar).toContainText("3 selected");
  await bar.getByRole("button", { name: "Archive" }).click();
  await expect(page.locator("[data-row]")).toHaveCount(1);
  await expect(page.getByText("3 archived")).toBeVisible();
  await page.keyboard.press("z");
  await expect(page.locator("[data-row]")).toHaveCount(4);
});

test("the keyboard walks, opens, marks, selects, archives and undoes; and can be switched off", async ({
  as,
  produce,
}) => {
  const page = await as("ana");
  const name = word();
  await tell(
    page,
    produce,
    "ana",
    [1, 2, 3].map((index) => `${name} ${index}`),
  );
  await open(page, `/notifications?query=${name}`);
  const rows = page.locator("[data-row]");
  await expect(rows).toHaveCount(3);
  await page.keyboard.press("j");
  await expect(rows.nth(0).getByRole("link")).toBeFocused();
  await page.keyboard.press("j");
  await expect(rows.nth(1).getByRole("link")).toBeFocused();
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await expect(rows.nth(0)).not.toContainText("Unread:");
  await page.keyboard.press("Shift+U");
  await expect(rows.nth(0)).toContainText("Unread:");
  await page.keyboard.press("Shift+I");
  await expect(rows.nth(0)).not.toContainText("Unread:");
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(page.getByRole("toolbar", { name: "Selected notifications" })).toContainText("2 selected");
  await page.keyboard.press("Escape");
  await page.keyboard.press("s");
  await expect(rows.nth(1)).toContainText("saved");
  await page.keyboard.press("e");
  await expect(rows).toHaveCount(2);
  await page.keyboard.press("z");
  await expect(rows).toHaveCount(3);
  await page.keyboard.press("h");
  await expect(page.getByRole("dialog", { name: "Snooze until" })).toBeVisible();
  await page.keyboard.press("Escape");
  await rows.nth(1).getByRole("link").focus();
  await page.keyboard.press("/");
  await expect(search(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(rows.nth(1).getByRole("link")).toBeFocused();
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keys" });
  await expect(help).toBeVisible();
  await expectAccessible(page);
  await help.getByRole("switch", { name: "Use these keys" }).click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(help).toBeHidden();
});

test("axe finds nothing at 900 px, between the phone and the wide screen", async ({ as }) => {
  const page = await as("ana");
  await page.setViewportSize({ width: 900, height: 860 });
  await open(page, "/notifications");
  await expectAccessible(page);
  await page.locator("[data-row] h3 a").first().click();
  await expect(page.getByRole("dialog").getByText("Why you see this:")).toBeVisible();
  await expectAccessible(page);
});

test("on a phone the reading pane slides over the list, and going back closes it", async ({ as, produce }) => {
  const page = await as("ana");
  await page.setViewportSize({ width: 390, height: 844 });
  const name = word();
  await tell(page, produce, "ana", [name]);
  await open(page, `/notifications?query=${name}`);
  await page.locator("[data-row] h3 a").first().click();
  const sheet = page.getByRole("dialog", { name: "Notification" });
  await expect(sheet.getByRole("heading", { name })).toBeVisible();
  await page.goBack();
  await expect(sheet).toBeHidden();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test("one that the list does not hold opens by its address, and is then read", async ({ as, produce }) => {
  const page = await as("ana");
  const name = word();
  await tell(page, produce, "ana", [name]);
  const list = await (await page.request.get(`/api/notifications?query=${name}`)).json();
  const { id } = list.notifications[0] as { id: string };
  await open(page, `/notifications?query=is:archived&open=${id}`);
  await expect(pane(page).getByRole("heading", { name })).toBeVisible();
  const isRead = async () =>
    ((await (await page.request.get(`/api/notifications/${id}`)).json()) as { read: boolean }).read;
  await expect.poll(isRead).toBe(true);
  await pane(page).getByRole("button", { name: "Mark unread" }).click();
  await expect.poll(isRead).toBe(false);
});

test("g n goes to the notifications from another page", async ({ as }) => {
  const page = await as("ana");
  await open(page, "/settings");
  await page.getByRole("heading").first().waitFor();
  await page.keyboard.press("g");
  await page.keyboard.press("n");
  await expect(page).toHaveURL(/\/notifications$/);
});
