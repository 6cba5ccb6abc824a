import { expect, password, people, test } from "./fixtures";

test.describe("before JavaScript arrives", () => {
  test.use({ javaScriptEnabled: false });

  test("signing in works, and a wrong password is said with the address kept", async ({ page }) => {
    await page.goto("/sign-in?next=%2Fnotifications%3Fquery%3Dis%253Aunread");
    await page.getByLabel("E-mail").fill(people.bo);
    await page.getByLabel("Password").fill("not this one");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "not right" })).toBeVisible();
    await expect(page.getByLabel("E-mail")).toHaveValue(people.bo);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL(/query=is%3Aunread$/);
  });

  test("a demo account takes one press", async ({ page }) => {
    await page.goto("/sign-in");
    await page.getByRole("button", { name: /^Chen/ }).click();
    await expect(page).toHaveURL(/\/notifications$/);
  });
});

test("what is wrong with a new account stands beside its field", async ({ page }) => {
  await page.goto("/sign-up");
  await page.getByLabel("E-mail").fill("someone@example.org");
  const field = page.getByLabel("Password");
  await field.fill("öööööööööööööööööööööööööööööööööööööö");
  await page.getByRole("button", { name: "Make my account" }).click();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(/at most 72 bytes/);
  await expect(page.getByLabel("E-mail")).toHaveValue("someone@example.org");
});

test("a new account is signed in, and its menu signs it out for good", async ({ page }) => {
  await page.goto("/sign-up?next=%2F%2Fevil.example");
  await page.getByLabel("Name").fill("Dana Wu");
  await page.getByLabel("E-mail").fill(`dana-${Date.now()}@example.org`);
  await page.getByLabel("Password").fill("long enough");
  await page.getByRole("button", { name: "Make my account" }).click();
  await expect(page).toHaveURL(/\/notifications$/);
  const before = await page.context().cookies();
  await page.getByRole("button", { name: "Account of Dana Wu" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  // The old cookie, stolen, opens nothing either.
  await page.context().addCookies(before);
  await page.goto("/notifications");
  await expect(page).toHaveURL(/\/sign-in\?/);
});

test("colours are chosen in the account menu and come with the next page itself", async ({ as }) => {
  const page = await as("ana");
  await page.goto("/notifications");
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveCSS("color-scheme", "dark");
  const html = await (await page.request.get("/notifications")).text();
  expect(html).toContain('data-theme="dark"');
});

test("the Tab key comes first to a link past the header", async ({ as }) => {
  const page = await as("ana");
  await page.goto("/notifications");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#content")).toBeFocused();
});

test("a program that asks where nothing is gets its answer as a program reads it", async ({ request }) => {
  for (const path of ["/api", "/api/nothing/here"]) {
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(404);
    expect(answer.headers()["content-type"], path).toContain("application/problem+json");
  }
});
