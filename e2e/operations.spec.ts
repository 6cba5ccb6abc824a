import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";

const pages = [
  "/operations",
  "/operations/dead-letters",
  "/operations/dead-letters/1",
  "/operations/mail",
  "/operations/record",
  "/dev/mail",
];

test("the pages for administrators do not exist for anybody else", async ({ as, browser, baseURL, allowError }) => {
  allowError(/404/);
  const ana = await as("ana");
  for (const path of [...pages, "/operations/mail/runs/1"]) {
    const response = await ana.goto(path);
    expect(response?.status(), path).toBe(404);
    await expect(ana.getByText("nightly")).toHaveCount(0);
  }
  const nobody = await browser.newContext({ baseURL });
  for (const path of pages) expect((await nobody.request.get(path)).status(), path).toBe(404);
  await nobody.close();
});

test("health is seen in one glance, without scripts too, and every chart has its figures beside it", async ({
  as,
  browser,
  baseURL,
}) => {
  const page = await as("admin");
  await page.goto("/operations");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/All is well|need/);
  for (const name of ["Events in", "Notifications out", "Waiting to be stored", "Sockets connected"])
    await expect(page.getByRole("img", { name: new RegExp(`^${name}, minute by minute`) })).toBeVisible();
  await expect(page.getByRole("table", { name: /in a browser within which time/ })).toBeVisible();
  await expectAccessible(page);

  const storageState = await page.context().storageState();
  const plain = await browser.newContext({ baseURL, storageState, javaScriptEnabled: false });
  const still = await plain.newPage();
  await still.goto("/operations");
  await expect(still.getByText(/PostgreSQL .* answers in/)).toBeVisible();
  await still.getByText("The same as a table").click();
  await expect(still.getByRole("row").filter({ hasText: "59 min ago" })).toBeVisible();
  await plain.close();
});

test("health follows what happens without a reload, until it is paused", async ({ as, produce }) => {
  const page = await as("admin");
  await page.goto("/operations");
  await page.getByText("The same as a table").click();
  // The whole hour: what earlier tests told does not go out of sight meanwhile, and of the demo's only a few.
  const minutes = page.getByRole("row").filter({ hasText: /^(this minute|\d+ min ago)/ });
  const events = async () => {
    const rows = await minutes.allInnerTexts();
    return rows.reduce((sum, row) => sum + Number(row.split("\t")[1]), 0);
  };
  const before = await events();
  for (let n = 0; n < 20; n++)
    await produce("owner", {
      type: "graph.updated",
      data: { actor: "bo@example.org", resource: { type: "graph", id: 1, name: "Wnt" } },
    });
  await expect.poll(events, { timeout: 40_000 }).toBeGreaterThan(before);
  await page.getByRole("button", { name: "Pause updates" }).click();
  await expect(page.getByRole("button", { name: "Go on updating" })).toBeVisible();
});

/** Sends an event for a group that is not there; resolves to its dead letter's page. */
async function deadLetter(page: Page, produce: Produce, name: string): Promise<void> {
  await produce("group", {
    type: "graph.shared",
    data: { actor: "bo@example.org", resource: { type: "graph", id: 1, name }, group: { id: 987_654 } },
  });
  await expect
    .poll(async () => {
      await page.goto("/operations/dead-letters");
      return page.getByRole("listitem").filter({ hasText: "outbox" }).count();
    })
    .toBeGreaterThan(0);
  await page.getByRole("link", { name: "data.group is an unknown group" }).first().click();
  await expect(page.locator("pre")).toContainText("987654");
}
type Produce = (topic: "group", event: { type: string; data: object }) => Promise<void>;

test("a dead letter is looked into, tried in vain, and discarded; the record says by whom", async ({ as, produce }) => {
  const page = await as("admin");
  await deadLetter(page, produce, "Hostile \u202e<b>name</b>");
  await expect(page.locator("pre")).toContainText("⟨U+202E⟩<b>name</b>");
  await expectAccessible(page);

  await page.getByRole("button", { name: "Replay…" }).click();
  const dialog = page.getByRole("dialog", { name: "Replay this message?" });
  await expect(dialog).toContainText("It still cannot be processed:");
  await expect(dialog.getByRole("button", { name: "Replay", exact: true })).toBeDisabled();
  await dialog.getByRole("button", { name: "Cancel" }).click();

  await page.getByRole("button", { name: "Discard…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("status").filter({ hasText: "It was discarded." })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "admin@example.org discarded it" })).toBeVisible();
  await page.getByRole("link", { name: "Record" }).click();
  await expect(page.getByText(/admin@example.org discarded dead letter/).first()).toBeVisible();
  await expectAccessible(page);
});

test("a message that was too early is replayed: what the dialog says is what happens, in an open browser", async ({
  as,
  baseURL,
}) => {
  const [page, ana] = [await as("admin"), await as("ana")];
  await ana.goto("/notifications");
  await page.goto("/operations/dead-letters");
  await page.getByRole("listitem").filter({ hasText: "nightly-1" }).getByRole("link").first().click();
  await page.getByRole("button", { name: "Replay…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(/^[3-9] notifications, 0 mails$/)).toBeVisible();
  await expect(dialog).toContainText("ana@example.org");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Replay", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "It was replayed." })).toBeVisible();
  await expect(page.getByRole("button", { name: "Replay…" })).toHaveCount(0);
  await expect(ana.getByText("nightly-pipeline").first()).toBeVisible();
  // Other tests find her inbox as it was.
  const { notifications } = await (await ana.request.get("/api/notifications?query=from:nightly-pipeline")).json();
  const archived = { data: { archived: true }, headers: { Origin: `${baseURL}` } };
  expect((await ana.request.patch(`/api/notifications/${notifications[0].id}`, archived)).ok()).toBe(true);
});

test("runs of mail: why then, what came of it, and one mail's whole story", async ({ as }) => {
  const page = await as("admin");
  await page.goto("/operations/mail");
  await expect(page.getByRole("img", { name: /^Mails of the last \d+ runs: \d+ sent/ })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: /^Put off \d+ times in/ }).click();
  await expect(page.getByRole("row").filter({ hasText: "Load per core" })).toContainText("too much");
  await expectAccessible(page);

  await page.goto("/operations/mail");
  await page
    .getByRole("link", { name: /notifications?$/ })
    .first()
    .click();
  await expect(page.getByRole("listitem").filter({ hasText: "Attempt 1: no answer" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Dismiss…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Dismiss" }).click();
  await expect(page.getByRole("status").filter({ hasText: "It counts as sent." })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "By admin@example.org." })).toBeVisible();
});

test("captured mail is read in a frame in which nothing runs, and whose links open elsewhere", async ({
  as,
  allowError,
}) => {
  // Playwright's own script is kept out of the frame like any other.
  allowError(/frame is sandboxed and the 'allow-scripts' permission is not set/);
  const [chen, page] = [await as("chen"), await as("admin")];
  await chen.goto("/settings/notifications");
  await chen.getByRole("button", { name: /preview/i }).click();
  await expect
    .poll(async () => {
      await page.goto("/dev/mail");
      return page.getByRole("link", { name: /^Preview/ }).count();
    })
    .toBeGreaterThan(0);
  await expectAccessible(page);
  await page
    .getByRole("link", { name: /^Preview/ })
    .first()
    .click();
  const frame = page.locator("iframe");
  await expect(frame).toHaveAttribute("sandbox", "allow-popups allow-popups-to-escape-sandbox");
  const mail = page.frameLocator("iframe");
  for (const picture of await mail.getByRole("img").all())
    await expect(picture).toHaveAttribute("src", /^data:image\/png;base64,./);
  const [popup] = await Promise.all([page.waitForEvent("popup"), mail.getByRole("link").first().click()]);
  await expect(popup).toHaveURL(/\/(notifications|settings)/);
  await popup.close();
});
