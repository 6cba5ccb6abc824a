import { expect, test } from "./fixtures";
import { bell, tell, word } from "./inbox-page";
import { live, open } from "./live";

for (const away of ["the line", "the server"])
  test(`where ${away} is away before the browser is at rest, the page stays; what waited for rest comes later`, async ({
    as,
    produce,
    allowError,
  }) => {
    allowError(/ERR_FAILED|ERR_INTERNET_DISCONNECTED|WebSocket/);
    const page = await as("ana");
    await tell(page, produce, "ana", [word()]);
    await page.addInitScript(() => {
      const works: IdleRequestCallback[] = [];
      window.requestIdleCallback = (work) => works.push(work);
      Object.assign(window, {
        rest: () => {
          for (const work of works) work({ didTimeout: false, timeRemaining: () => 50 });
        },
      });
    });
    await open(page, "/notifications");
    let refused = 0;
    await page.route("**/_next/static/chunks/**", (route) => {
      refused++;
      return route.abort();
    });
    await page.context().setOffline(away === "the line");
    await page.evaluate(() => (window as unknown as { rest(): void }).rest());
    // The bell's panel is among what waits for rest.
    await bell(page).click();
    const panel = page.getByRole("dialog", { name: "Notifications" });
    await expect(panel).toContainText("Loading…");
    // What fetches code tries a second time by itself, 0.6 s later at most.
    await page.waitForTimeout(1500);
    expect(refused).toBeGreaterThan(8);
    await expect(page).toHaveTitle(/^Notifications/);
    await expect(page.getByRole("button", { name: "Try again" })).toHaveCount(0);
    // Where it does not come the second time either, it may not be there any more.
    if (away === "the server") await expect(panel).toContainText("This did not load.");
    await page.unroute("**/_next/static/chunks/**");
    await page.context().setOffline(false);
    await expect(page).toHaveTitle(/^\(\d+\+?\) Notifications/);
    await expect(panel.getByRole("link", { name: "See all notifications" })).toBeVisible();
  });

test("where the code that pushes come by does not come with the page, it comes later, and with it what was missed", async ({
  as,
  produce,
  allowError,
}) => {
  allowError(/ERR_FAILED/);
  const page = await as("ana");
  const html = await (await page.request.get("/notifications")).text();
  const later = (url: URL) => url.pathname.endsWith(".js") && !html.includes(url.pathname);
  await page.route(later, (route) => route.abort());
  await page.goto("/notifications");
  await expect(page.getByRole("banner").getByText("Connecting…")).toBeVisible();
  const name = word();
  await tell(page, produce, "ana", [name]);
  await page.waitForTimeout(1500);
  await page.unroute(later);
  await expect(page.getByRole("button", { name: "1 new" })).toBeVisible();
  await live(page);
});
