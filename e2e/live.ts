import { expect, type Page } from "@playwright/test";

/** The page is live: its scripts have arrived, keys are heard and pushes come. */
export const live = (page: Page): Promise<void> =>
  expect(page.getByRole("banner").getByText("Live", { exact: true })).toBeVisible();

/** Opens a page and waits until it is live: a key pressed before would be lost, as any browser loses it. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await live(page);
}

/** A page whose line to the server can be cut, as a train into a tunnel cuts it. Call it before the page is opened. */
export async function breakableLine(page: Page) {
  const ends = new Set<{ close(): Promise<void> }>();
  let down = false;
  await page.routeWebSocket(/\/socket\.io\//, (socket) => {
    ends.add(socket);
    if (down) void socket.close();
    else ends.add(socket.connectToServer());
  });
  await page.route(/\/socket\.io\//, (route) => (down ? route.abort() : route.continue()));
  return {
    async cut() {
      down = true;
      await page.context().setOffline(true);
      for (const end of ends) await end.close();
      ends.clear();
    },
    async mend() {
      down = false;
      await page.context().setOffline(false);
    },
  };
}
