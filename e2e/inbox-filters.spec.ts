import { expect, test } from "./fixtures";
import { chip, pane, row, search, tell, word } from "./inbox-page";
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
