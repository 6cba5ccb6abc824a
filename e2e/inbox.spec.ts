import { expectAccessible } from "./accessible";
import { changedGraph } from "./events";
import { expect, test } from "./fixtures";
import { call, chip, listed, pane, row, search, stored, tell, word } from "./inbox-page";
import { open } from "./live";

test("filters live in the address, mirror the chips, and survive a reload", async ({ as, produce }) => {
  const page = await as("ana");
  const name = word();
  await tell(page, produce, "ana", [`${name} one`, `${name} two`]);
  await open(page, `/notifications?query=${name}`);
  await row(page, `${name} one`).hover();
  await row(page, `${name} one`).getByRole("button", { name: "Mark read" }).click();
  await chip(page, "Unread").click();
  await expect(page).toHaveURL(new RegExp(`query=is%3Aunread\\+${name}`));
  await expect(search(page)).toHaveValue(`is:unread ${name}`);
  await expect(row(page, `${name} two`)).toBeVisible();
  await expect(row(page, `${name} one`)).toHaveCount(0);
  await page.reload();
  await expect(chip(page, "Unread")).toHaveAttribute("aria-current", "true");
  await expect(page.locator("[data-row]")).toHaveCount(1);
  await page.goBack();
  await expect(search(page)).toHaveValue(name);
  await expect(page.locator("[data-row]")).toHaveCount(2);
});

test("what is typed filters, is completed, and lights up its chip", async ({ as, produce }) => {
  const page = await as("ana");
  const name = word();
  await tell(page, produce, "ana", [name]);
  await open(page, "/notifications");
  await search(page).fill("type:gr");
  await expect(page.getByRole("option")).toHaveText(/type:group/);
  await search(page).press("Tab");
  await expect(search(page)).toHaveValue("type:group ");
  await expect(chip(page, "Group")).toHaveAttribute("aria-current", "true");
  await search(page).fill("");
  // Every letter of it is a key of the inbox, but not here.
  await search(page).pressSequentially("jkxeshz? ");
  await expect(search(page)).toHaveValue("jkxeshz? ");
  await search(page).fill(`type:owner ${name}`);
  await expect(page).toHaveURL(new RegExp(name));
  await expect(chip(page, "Yours")).toHaveAttribute("aria-current", "true");
  await expect(page.locator("[data-row] mark").first()).toHaveText(name);
});

test("a word that cannot be read is told, and the rest still filters", async ({ as, produce }) => {
  const page = await as("ana");
  const name = word();
  await tell(page, produce, "ana", [name]);
  await open(page, `/notifications?query=${encodeURIComponent(`form:ana ${name}`)}`);
  await expect(page.getByText(/There is no filter “form:”/)).toBeVisible();
  await expect(search(page)).toHaveAttribute("aria-invalid", "true");
  await expect(page.locator("[data-row]")).toHaveCount(1);
});

test("nothing that fits is told apart from nothing at all", async ({ as }) => {
  const page = await as("ana");
  await open(page, `/notifications?query=${word()}`);
  await expect(page.getByText("No match")).toBeVisible();
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(page).toHaveURL(/\/notifications$/);
  await expect(page.locator("[data-row]").first()).toBeVisible();
});

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

test("mark all read leaves unread what arrived after the list was loaded", async ({ as, produce }) => {
  const page = await as("chen");
  const name = word();
  await tell(page, produce, "chen", [`${name} before`]);
  await open(page, `/notifications?query=${name}`);
  await expect(row(page, `${name} before`)).toBeVisible();
  // The pointer rests on the list: what arrives must not slip in by itself.
  await row(page, `${name} before`).hover();
  await tell(page, produce, "chen", [`${name} after`]);
  await page.getByRole("button", { name: "Mark all read" }).click();
  await expect(page.getByText("Marked read")).toBeVisible();
  await page.reload();
  await expect(row(page, `${name} after`)).toContainText("Unread:");
  await expect(row(page, `${name} before`)).not.toContainText("Unread:");
});

test("what arrives waits behind a pill while the pointer is on the list", async ({ as, produce }) => {
  const page = await as("bo");
  const name = word();
  await tell(page, produce, "bo", [`${name} first`]);
  await open(page, "/notifications");
  await expect(row(page, `${name} first`)).toBeVisible();
  await row(page, `${name} first`).hover();
  const place = await row(page, `${name} first`).boundingBox();
  await tell(page, produce, "bo", [`${name} second`]);
  const pill = page.locator("#inbox-list").getByRole("button", { name: "1 new" });
  await expect(pill).toBeVisible();
  // Longer than it takes where nobody points at the list.
  await page.waitForTimeout(3500);
  expect(await row(page, `${name} first`).boundingBox()).toEqual(place);
  await pill.click();
  await expect(page.locator("[data-row]").first()).toContainText(`${name} second`);
});

test("mark all read includes what the pill has shown", async ({ as, produce }) => {
  const page = await as("bo");
  const name = word();
  await tell(page, produce, "bo", [`${name} first`]);
  await open(page, "/notifications");
  await page.locator("[data-row]").first().hover();
  await tell(page, produce, "bo", [`${name} second`]);
  const pill = page.locator("#inbox-list").getByRole("button", { name: "1 new" });
  await expect(pill).toBeVisible();
  // The counts follow, and with them where the list stands once it has shown this.
  await page.waitForTimeout(1000);
  await pill.click();
  await expect(pill).toBeHidden();
  await page.getByRole("button", { name: "Mark all read" }).click();
  await expect(page.getByText("Marked read")).toBeVisible();
  await open(page, `/notifications?query=${name}`);
  await expect(row(page, `${name} second`)).toBeVisible();
  await expect(row(page, `${name} second`)).not.toContainText("Unread:");
});

test("what another device archives stays, and says so, while the pointer is on the list", async ({ as, produce }) => {
  const [page, other] = [await as("chen"), await as("chen")];
  const name = word();
  const [below, above] = [`${name} below`, `${name} above`];
  await tell(page, produce, "chen", [below, above]);
  await open(page, `/notifications?query=${name}`);
  await row(page, below).hover();
  const before = await row(page, below).boundingBox();
  const [found] = await listed(other, above);
  await call(other, "PATCH", `/api/notifications/${found?.id}`, { archived: true });
  await expect(row(page, above)).toContainText("archived elsewhere");
  expect(await row(page, below).boundingBox()).toEqual(before);
  await page.mouse.move(700, 5);
  await expect(row(page, above)).toHaveCount(0);
  await expect(row(page, below)).toBeVisible();
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

test("a filter gets a name and a count, and goes again", async ({ as, produce }) => {
  const page = await as("bo");
  const name = word();
  await tell(page, produce, "bo", [name]);
  await open(page, `/notifications?query=${name}`);
  await page.getByRole("button", { name: "Save this filter" }).click();
  const dialog = page.getByRole("dialog", { name: "Save this filter" });
  await dialog.getByLabel("Name").fill("Zebras");
  await dialog.getByRole("button", { name: "Save filter" }).click();
  const link = page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: /^Zebras/ });
  await expect(link).toHaveAccessibleName("Zebras 1 notification");
  await page.reload();
  await expect(link).toHaveAttribute("aria-current", "page");
  await page.getByRole("button", { name: "Delete the filter Zebras" }).press("Enter");
  await expect(link).toHaveCount(0);
  await expect(page.getByRole("navigation", { name: "Views" }).locator("a:focus")).toHaveCount(1);
});

test("a saved, a snoozed and an archived one stand in their views", async ({ as, produce }) => {
  const page = await as("bo");
  const name = word();
  await tell(page, produce, "bo", [`${name} kept`, `${name} later`, `${name} done`]);
  await open(page, `/notifications?query=${name}`);
  const act = async (which: string, button: string) => {
    await row(page, which).hover();
    await row(page, which).getByRole("button", { name: button, exact: true }).click();
  };
  await act(`${name} kept`, "Save");
  await act(`${name} done`, "Archive");
  await act(`${name} later`, "Snooze");
  await page.getByRole("menuitem", { name: /^Tomorrow/ }).click();
  await expect(page.locator("[data-row]")).toHaveCount(1);
  for (const [view, which] of [
    ["Saved", "kept"],
    ["Snoozed", "later"],
    ["Archive", "done"],
  ] as const) {
    await page
      .getByRole("navigation", { name: "Views" })
      .getByRole("link", { name: new RegExp(`^${view}`) })
      .click();
    await expect(row(page, `${name} ${which}`)).toBeVisible();
  }
  await open(page, `/notifications?query=is:snoozed+${name}`);
  await expect(row(page, `${name} later`)).toContainText("until");
  await act(`${name} later`, "Snooze");
  const brought = page.waitForResponse((response) => response.request().method() === "PATCH" && response.ok());
  await page.getByRole("menuitem", { name: "Bring back now" }).click();
  await brought;
  await expect(row(page, `${name} later`)).toHaveCount(0);
  await open(page, `/notifications?query=${name}`);
  await expect(row(page, `${name} later`)).toBeVisible();
});

test.describe("before JavaScript arrives", () => {
  test.use({ javaScriptEnabled: false });
  test("the inbox is read, filtered and paged by plain links", async ({ browser, baseURL, signedIn }) => {
    const context = await browser.newContext({
      baseURL,
      storageState: await signedIn("ana"),
      javaScriptEnabled: false,
    });
    const page = await context.newPage();
    await page.goto("/notifications");
    await expect(page.locator("[data-row]").first()).toBeVisible();
    await chip(page, "Group").click();
    await expect(page).toHaveURL(/query=type%3Agroup/);
    await page.locator("[data-row]").first().getByRole("link").click();
    await expect(page).toHaveURL(/open=\d+/);
    await expect(pane(page).getByText("Why you see this:")).toBeVisible();
    await context.close();
  });
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
