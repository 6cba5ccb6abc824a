import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * axe finds nothing on the page as it stands, in the light scheme and in the dark one.
 * @param contrast false: the same page's colours were judged elsewhere already, and judging them is most of the work
 */
export async function expectAccessible(page: Page, { contrast = true } = {}): Promise<void> {
  for (const colorScheme of contrast ? (["light", "dark"] as const) : (["light"] as const)) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await settled(page);
    // Rows out of sight keep the other scheme's colours until they are near.
    await page.evaluate(drawAll);
    // A page without frames needs no page of its own for what was found in each; that would be half the time.
    const axe = new AxeBuilder({ page }).setLegacyMode(page.frames().length === 1);
    // Of what is well it need not find out where it stands.
    axe.options({ resultTypes: ["violations"] });
    if (!contrast) axe.disableRules("color-contrast");
    // The scheme changes colours alone.
    const { violations } = await (colorScheme === "light"
      ? axe.withTags(tags)
      : axe.withRules("color-contrast")
    ).analyze();
    const found = violations.map(({ id, nodes }) => ({
      scheme: colorScheme,
      id,
      where: nodes.map(({ html }) => html),
    }));
    expect.soft(found).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null });
}

/** Runs in the page: what is out of sight is drawn too. */
export function drawAll() {
  const style = document.createElement("style");
  style.textContent = "* { content-visibility: visible !important }";
  document.head.append(style);
}

/** Colours and opacity on their way are judged where they arrive; what follows a scroll position never does. */
const settled = (page: Page) =>
  page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ playState, timeline, effect }) => {
        const endless = effect?.getTiming().iterations === Infinity;
        return playState === "running" && timeline === document.timeline && !endless;
      })
      .map(({ finished }) => finished.catch(() => {}));
    await Promise.race([Promise.all(ending), new Promise((resolve) => setTimeout(resolve, 2_000))]);
  });
