import { expect, type Page } from "@playwright/test";

/** The page is live: its scripts have arrived, keys are heard and pushes come. */
export const live = (page: Page): Promise<void> =>
  expect(page.getByRole("banner").getByText("Live", { exact: true })).toBeVisible();

/** Opens a page and waits until it is live: a key pressed before would be lost, as any browser loses it. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await live(page);
}
