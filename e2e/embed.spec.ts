import { expectAccessible } from "./accessible";
import { changedGraph } from "./events";
import { expect, people, test } from "./fixtures";
import { startHostPage } from "./host-page";

const port = () => Number(new URL(process.env.E2E_HOST_ORIGIN ?? "").port);
const bell = /^Notifications, (none|\d+\+?) unread$/;

test.describe("the bell in another site's page", () => {
  test("rings live: number, toast, panel; reading there counts here, and no cookie is involved", async ({
    page,
    produce,
  }) => {
    const host = await startHostPage({ port: port(), person: people.chen });
    await page.goto(host.url);
    const button = page.getByRole("button", { name: bell });
    await expect(button).toBeVisible();
    const unread = async () => Number((await button.getAttribute("aria-label"))?.match(/\d+/)?.[0] ?? 0);
    const before = await unread();
    const frame = page.frameLocator("graphspace-bell iframe");

    const name = `Embedded ${Date.now()}`;
    await produce("owner", changedGraph("chen", name));
    await expect(frame.locator("[data-toast]").filter({ hasText: name })).toBeVisible();
    await expect.poll(unread).toBe(before + 1);

    await button.click();
    await expect(button).toHaveAttribute("aria-expanded", "true");
    const row = frame.getByRole("dialog").getByRole("listitem").filter({ hasText: name });
    await expect(row).toBeVisible();
    await expectAccessible(page);
    await row.getByRole("button", { name: "Mark read" }).click();
    await expect.poll(unread).toBe(before);

    await frame.getByRole("dialog").press("Escape");
    await expect(button).toHaveAttribute("aria-expanded", "false");
    await expect(button).toBeFocused();
    expect(await page.context().cookies()).toEqual([]);
    expect(host.asked()).toBe(1);
    await host.stop();
  });

  test("a link in it leads the whole page there, and marks read what it opens", async ({ page, as, produce }) => {
    const host = await startHostPage({ port: port(), person: people.chen });
    await page.goto(host.url);
    // What comes before the bell rings is in its panel, and no toast.
    await expect(page.getByRole("button", { name: bell })).toBeVisible();
    const name = `Linked ${Date.now()}`;
    const event = changedGraph("chen", name);
    await produce("owner", event);
    const toast = page.frameLocator("graphspace-bell iframe").locator("[data-toast]").filter({ hasText: name });
    await toast.getByRole("link").click();
    await page.waitForURL(/\/sign-in/);
    const chen = await as("chen");
    await chen.goto(`/notifications?query=${encodeURIComponent(`is:read "${name}"`)}`);
    await expect(chen.getByRole("main").getByText(name).first()).toBeVisible();
    await host.stop();
  });

  test("a token that ends is asked of the host's callback anew, and nothing is missed", async ({ page, produce }) => {
    const host = await startHostPage({ port: port(), person: people.chen, seconds: 4, callback: true });
    await page.goto(host.url);
    await expect(page.getByRole("button", { name: bell })).toBeVisible();
    // The socket of the first one closed when it ended: two more were signed since.
    await expect.poll(host.asked, { timeout: 40_000 }).toBeGreaterThan(2);
    const name = `Later ${Date.now()}`;
    await produce("owner", changedGraph("chen", name));
    const frame = page.frameLocator("graphspace-bell iframe");
    await expect(frame.locator("[data-toast]").filter({ hasText: name })).toBeVisible();
    await host.stop();
  });

  test("when the host signs for somebody else, nothing of the one before stays", async ({ page, produce }) => {
    const host = await startHostPage({ port: port(), person: people.chen, seconds: 4 });
    await page.goto(host.url);
    const button = page.getByRole("button", { name: bell });
    await expect(button).toBeVisible();
    const name = `Chen's own ${Date.now()}`;
    await produce("owner", changedGraph("chen", name));
    const frame = page.frameLocator("graphspace-bell iframe");
    await expect(frame.locator("[data-toast]").filter({ hasText: name })).toBeVisible();
    const dialog = frame.getByRole("dialog");
    await button.click();
    await expect(dialog.getByRole("listitem").filter({ hasText: name })).toBeVisible();
    host.become(people.ana);
    await expect(dialog.getByRole("listitem").filter({ hasText: name })).toBeHidden();
    await expect(dialog.getByRole("listitem").first()).toBeVisible();
    await host.stop();
  });

  test("an origin that is not on the list gets nothing, and is not asked who looks", async ({ page, allowError }) => {
    allowError(/frame-ancestors/);
    const stranger = await startHostPage({ person: people.chen });
    await page.goto(stranger.url);
    await page.waitForFunction(() => customElements.get("graphspace-bell") !== undefined);
    await page.waitForTimeout(2_000);
    await expect(page.locator("graphspace-bell")).toBeHidden();
    expect(stranger.asked()).toBe(0);
    await stranger.stop();
  });

  test("looks as its host's custom properties say, also on a phone", async ({ page }) => {
    const style = `:root { color-scheme: dark; background: #201018 } body { color: #eee }
      graphspace-bell { --graphspace-accent: rgb(255, 170, 0); --graphspace-on-accent: black; --graphspace-surface: rgb(40, 20, 30) }`;
    const host = await startHostPage({ port: port(), person: people.ana, style });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(host.url);
    const button = page.getByRole("button", { name: bell });
    await button.click();
    const dialog = page.frameLocator("graphspace-bell iframe").getByRole("dialog");
    await expect(dialog).toHaveCSS("background-color", "rgb(40, 20, 30)");
    await expect(dialog.getByRole("listitem").first()).toBeVisible();
    await page.getByText("Networks of the lab.").click({ position: { x: 5, y: 5 } });
    await expect(dialog).toBeHidden();
    await host.stop();
  });
});
