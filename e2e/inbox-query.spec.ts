import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { changedGraph } from "./events";
import { expect, password, people, test } from "./fixtures";
import { call, row, search, stored, tell, word } from "./inbox-page";
import { open } from "./live";

async function chenIn(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext(options);
  const data = { email: people.chen, password };
  const answer = await context.request.post("/api/auth/sign-in", { data, headers: { Origin: `${options.baseURL}` } });
  expect(answer.ok(), await answer.text()).toBe(true);
  return context.newPage();
}

/** Where it is another day now than in UTC, and which. */
function elsewhere() {
  const timezoneId = new Date().getUTCHours() >= 11 ? "Pacific/Kiritimati" : "Pacific/Niue";
  return { timezoneId, today: new Intl.DateTimeFormat("en-CA", { timeZone: timezoneId }).format() };
}

test("days are those of the reader: in the first page, in lists, counts and what is done to all of them", async ({
  browser,
  baseURL,
  as,
  produce,
}) => {
  const { timezoneId, today } = elsewhere();
  const name = word();
  await tell(await as("chen"), produce, "chen", [name]);
  const query = encodeURIComponent(`on:${today} ${name}`);
  const page = await chenIn(browser, { baseURL, timezoneId });
  // The server does not know this browser yet, and mends what it rendered.
  await open(page, `/notifications?query=${query}`);
  await expect(row(page, name)).toBeVisible();
  // From now on it does, scripts or not.
  const html = async () => (await page.request.get(`/notifications?query=${query}`)).text();
  expect(await html()).toContain(`changed ${name}`);
  await page.context().addCookies([{ name: "time-zone", value: "UTC", url: `${baseURL}` }]);
  expect(await html()).not.toContain(`changed ${name}`);
  await page.getByRole("button", { name: "Mark all read" }).click();
  await expect(row(page, name)).not.toContainText("Unread:");
  await expect(page.getByRole("status").filter({ hasText: "Marked read" })).toBeVisible();
  await page.getByRole("button", { name: "Save this filter" }).click();
  const dialog = page.getByRole("dialog", { name: "Save this filter" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Save filter" }).click();
  const link = page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: new RegExp(`^${name}`) });
  await expect(link).toHaveAccessibleName(`${name} 1 notification`);
  await page.context().close();
});

test("a name that nobody here has is said under its word, to the eye and to the ear, and in the empty list", async ({
  as,
}) => {
  const page = await as("ana");
  await open(page, `/notifications?query=${encodeURIComponent('is:unread in:"Wnt Lap" from:%')}`);
  await expect(page.getByText("No match")).toBeVisible();
  await expect(search(page)).toHaveAccessibleDescription(
    "You are in no group called Wnt Lap. Nobody in your groups is called %.",
  );
  const said = page.locator("search p", { hasText: "You are in no group called Wnt Lap." });
  const word = page.locator("search [data-from]", { hasText: 'in:"Wnt Lap"' });
  const [under, over] = [await said.boundingBox(), await word.boundingBox()];
  expect(Math.abs((under?.x ?? 0) - (over?.x ?? 99))).toBeLessThan(3);
  expect(under?.y).toBeGreaterThan((over?.y ?? 0) + 10);
  for (const [wrong, message] of [
    ["in:99999999999", "You are in no group called 99999999999."],
    ["in:4242", "You are in no group with the number 4242."],
    ["from:nobody@lab.org", "Nobody in your groups has the address nobody@lab.org."],
  ] as const) {
    await search(page).fill(wrong);
    await search(page).press("Escape");
    await search(page).press("Escape");
    await expect(search(page)).toHaveAccessibleDescription(message);
  }
  await search(page).fill('in:"Wnt Lab"');
  await expect(page.locator("[data-row], [data-group]").first()).toBeVisible();
  await expect(search(page)).not.toHaveAttribute("aria-invalid");
});

test("keys and values are completed as one types, by arrows, Tab, Enter and the pointer", async ({ as }) => {
  const page = await as("ana");
  await open(page, "/notifications");
  const offers = page.getByRole("option");
  await search(page).pressSequentially("si");
  await expect(offers).toHaveText(/^since:/);
  await search(page).press("Tab");
  await expect(search(page)).toHaveValue("since:");
  await expect(offers.first()).toHaveText("since:today");
  await search(page).press("ArrowDown");
  await search(page).press("ArrowDown");
  await expect(search(page)).toHaveAttribute("aria-activedescendant", /.+-1$/);
  await search(page).press("Enter");
  await expect(search(page)).toHaveValue("since:yesterday ");
  await search(page).pressSequentially("in:w");
  await offers.filter({ hasText: "Wnt Lab" }).click();
  await expect(search(page)).toHaveValue('since:yesterday in:"Wnt Lab" ');
  await expect(page).toHaveURL(/since%3Ayesterday\+in%3A%22Wnt\+Lab%22/);
  await search(page).pressSequentially("-type:");
  await expect(offers).toHaveText([/^-type:owner/, /^-type:group/, /^-type:watching/]);
  await search(page).press("Escape");
  await expect(offers).toHaveCount(0);
});

test.describe("without JavaScript", () => {
  test("reading works: views, filters, search, pages, groups of similar ones, one in full, why", async ({
    browser,
    baseURL,
    as,
    produce,
  }) => {
    const name = word();
    const page = await as("bo");
    await tell(
      page,
      produce,
      "bo",
      Array.from({ length: 30 }, (_, index) => `${name} ${index}`),
    );
    for (const index of [1, 2, 3]) await produce("owner", changedGraph("bo", `${name}similar ${index}`));
    await stored(page, `${name}similar 3`);
    const context = await browser.newContext({
      baseURL,
      storageState: await page.context().storageState(),
      javaScriptEnabled: false,
    });
    const plain = await context.newPage();
    await plain.goto("/notifications");
    await expect(plain.getByRole("button", { name: /^Notifications, \d+\+? unread$/ })).toBeVisible();
    await search(plain).fill(`${name} is:unread`);
    await search(plain).press("Enter");
    await expect(plain).toHaveURL(new RegExp(`query=${name}\\+is%3Aunread`));
    await plain.goto(`/notifications?query=${name}+-similar`);
    await expect(plain.locator("[data-row]")).toHaveCount(25);
    await plain.getByRole("link", { name: "Load more" }).click();
    await expect(plain.locator("[data-row]")).toHaveCount(5);
    await plain.locator("[data-row] h3 a").first().click();
    const reading = plain.getByRole("region", { name: "Reading pane" });
    await expect(reading).toContainText("nodes added");
    await expect(reading).toContainText("Why you see this:");
    await plain.goto(`/notifications?query=${name}similar`);
    await expect(plain.getByText(`${name}similar 1`).first()).toBeVisible();
    await expect(plain.getByText(`${name}similar 3`).first()).toBeVisible();
    await plain
      .getByRole("navigation", { name: "Views" })
      .getByRole("link", { name: /^Archive/ })
      .click();
    await expect(plain).toHaveURL(/query=is%3Aarchived/);
    await plain.goto(`/notifications?query=${encodeURIComponent("form:ana in:nowhere")}`);
    await expect(plain.getByText(/There is no filter “form:”/)).toBeVisible();
    await expect(plain.getByText("You are in no group called nowhere.").first()).toBeVisible();
    for (const path of ["/settings/notifications", "/settings/watching", "/settings/devices", "/settings/data"]) {
      await plain.goto(path);
      await expect(plain.getByRole("heading").first()).toBeVisible();
    }
    await context.close();
    await call(page, "POST", "/api/notifications/bulk", {
      action: "archive",
      query: name,
      snapshot: (await (await page.request.get("/api/notifications")).json()).snapshot,
    });
  });
});
