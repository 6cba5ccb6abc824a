import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";
import { open } from "./live";

test("whoever is not signed in is asked to, and comes back to the page they wanted", async ({ page }) => {
  await page.goto("/settings/devices?from=mail");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fsettings%2Fdevices%3Ffrom%3Dmail$/);
});

test("a device is listed with its address, and can be signed out from another", async ({ as, browser, baseURL }) => {
  const here = await as("chen");
  const there = await browser.newContext({ baseURL });
  const signIn = { data: { email: "chen@example.org", password: "graphspace" }, headers: { Origin: `${baseURL}` } };
  expect((await there.request.post("/api/auth/sign-in", signIn)).ok()).toBe(true);
  await here.goto("/settings/devices");
  const others = here.getByRole("listitem").filter({ has: here.getByRole("button", { name: /^Sign out / }) });
  await expect(others.first()).toContainText(/127\.0\.0\.1|::1/);
  await here.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(here.getByText("Every other device is signed out.")).toBeVisible();
  expect((await there.request.get("/api/auth/session")).status()).toBe(401);
  await there.close();
});

test("an administrator makes an event token, which is shown once and ends when revoked", async ({ as }) => {
  const page = await as("admin");
  await page.goto("/settings/tokens");
  await page.getByLabel("Name").fill("Nightly pipeline");
  await page.getByLabel("Source").fill("/pipelines/nightly");
  await page.getByRole("button", { name: "Make token" }).click();
  await expect(page.getByText(/^gse_/)).toBeVisible();
  await page.getByRole("button", { name: "Revoke Nightly pipeline" }).click();
  await expect(page.getByText("Nightly pipeline may send no more.")).toBeVisible();
  await expect(page.getByText(/^gse_/)).toBeHidden();
});

test("event tokens do not exist for those who are no administrators", async ({ as, allowError }) => {
  allowError(/404/);
  const page = await as("ana");
  const response = await page.goto("/settings/tokens");
  expect(response?.status()).toBe(404);
});

test("switches and e-mail are saved, one after another, and still there after a reload", async ({ as }) => {
  const page = await as("chen");
  await page.goto("/settings/notifications");
  const toast = page.getByRole("switch", { name: "Group: Toast" });
  const saved = () => page.waitForResponse((response) => response.url().endsWith("/api/preferences") && response.ok());
  await Promise.all([saved(), toast.click()]);
  await page.getByLabel("How often").selectOption("weekly");
  await page.getByLabel("On", { exact: true }).selectOption("Friday");
  await page.getByLabel(/^Quiet hours/).check();
  await Promise.all([saved(), page.getByRole("button", { name: "Save e-mail settings" }).click()]);
  await page.reload();
  await expect(toast).not.toBeChecked();
  await expect(page.getByLabel("How often")).toHaveValue("weekly");
  await expect(page.getByLabel("On", { exact: true })).toHaveValue("5");
  await expect(page.getByLabel(/^Quiet hours/)).toBeChecked();
  await page.getByLabel("How often").selectOption("off");
  await Promise.all([saved(), page.getByRole("button", { name: "Save e-mail settings" }).click()]);
  await Promise.all([saved(), toast.click()]);
  await expect(toast).toBeChecked();
});

test("a test of one's own set-up arrives in the inbox and, live, on the page", async ({ as }) => {
  const page = await as("bo");
  await page.goto("/settings/notifications");
  await page.getByRole("button", { name: "Send a test" }).click();
  for (const step of ["Taken by the server", "In your inbox", "Live on this page"])
    await expect(page.getByRole("listitem").filter({ hasText: step })).toContainText(/after \d+ ms/);
});

test("a feed link is shown once, read by a feed reader without a session, and ends when it is ended", async ({
  as,
  playwright,
}) => {
  const page = await as("chen");
  await page.goto("/settings/notifications");
  const feed = page.getByRole("region", { name: "Feed" });
  await feed.getByRole("button", { name: "Make a link" }).click();
  const url = (await feed.getByText(/\/api\/feed\//).textContent()) ?? "";
  await expectAccessible(page);
  const reader = await playwright.request.newContext();
  const answer = await reader.get(`${url}?query=is:read`);
  expect(answer.headers()["content-type"]).toContain("application/atom+xml");
  const read = await page.evaluate(
    (xml) => {
      const parsed = new DOMParser().parseFromString(xml, "application/xml");
      return {
        broken: parsed.querySelector("parsererror")?.textContent,
        entries: parsed.querySelectorAll("entry").length,
      };
    },
    await answer.text(),
  );
  expect(read).toEqual({ broken: undefined, entries: expect.any(Number) });
  expect(read.entries).toBeGreaterThan(3);
  await page.reload();
  await expect(feed.getByText("Link made")).toBeVisible();
  await expect(feed.getByText(/\/api\/feed\//)).toBeHidden();
  await feed.getByRole("button", { name: "End the link" }).click();
  await expect(feed.getByText("The link is ended.")).toBeVisible();
  expect((await reader.get(url)).status()).toBe(404);
  await reader.dispose();
});

test("a button that rested while it worked has the focus again; one that went hands it to its neighbour", async ({
  as,
}) => {
  const page = await as("bo");
  await open(page, "/settings/notifications");
  const save = page.getByRole("button", { name: "Save e-mail settings" });
  await save.press("Enter");
  await expect(page.getByText("Saved: no mail is sent.")).toBeVisible();
  await expect(save).toBeFocused();
  const headers = { Origin: new URL(page.url()).origin };
  const word = `Muted${Date.now().toString(36)}`;
  for (const name of [`${word} for a while`, `${word} as well`]) {
    const data = {
      name,
      graph_json: { data: { title: name }, elements: { nodes: [{ data: { id: "A" } }], edges: [] } },
    };
    const { id } = await (await page.request.post("/api/v1/graphs/", { data, headers })).json();
    const muted = await page.request.put(`/api/watches/graph/${id}`, { data: { level: "muted" }, headers });
    expect(muted.ok(), await muted.text()).toBe(true);
  }
  await open(page, "/settings/watching");
  const unmute = page.getByRole("button", { name: `Unmute: ${word}` });
  await expect(unmute).toHaveCount(2);
  await unmute.first().press("Enter");
  await expect(unmute).toHaveCount(1);
  await expect(page.getByRole("main").getByRole("listitem").locator(":focus")).toHaveCount(1);
  await unmute.press("Enter");
  await expect(unmute).toHaveCount(0);
  await expect(page.locator("main:focus, main :focus")).toHaveCount(1);
});
