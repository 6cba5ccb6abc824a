import { expect, password, people, test } from "./fixtures";

test("someone who is not signed in is asked to, and lands where they wanted to go", async ({ page }) => {
  await page.goto("/notifications?q=is%3Aread");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByLabel("E-mail").fill(people.ana);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/notifications\?q=is(:|%3A)read$/);
});

test("every page carries a policy with a fresh nonce, and its scripts run under it", async ({ page }) => {
  const nonceOf = async () => {
    const response = await page.goto("/sign-in");
    return /'nonce-([^']+)'/.exec(response?.headers()["content-security-policy"] ?? "")?.[1];
  };
  const [first, second] = [await nonceOf(), await nonceOf()];
  expect(first).toBeTruthy();
  expect(second).not.toBe(first);
});

test("nobody asks our server to fetch a picture and make another of it", async ({ page }) => {
  const answer = await page.request.get("/_next/image?url=%2Ffavicon.ico&w=64&q=75");
  expect(answer.status()).toBe(404);
});
