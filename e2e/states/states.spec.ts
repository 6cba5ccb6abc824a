import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import type { Browser } from "@playwright/test";
import { type App, startApp, untilReady } from "../../server/testing/start-app";
import { expectAccessible } from "../accessible";
import { expect, test } from "../fixtures";
import { fits, smallTargets } from "./layout";
import { type Size, sizes } from "./sizes";
import { states } from "./states";
import { visit } from "./visit";

// An application of its own: other tests decide what some states wait to be asked.
const dataDir = path.join(process.env.E2E_DATA_DIR ?? "", "..", `graphspace-states-${process.pid}`);
let app: App;
const browsers = new Map<Size, Browser>();
test.beforeAll(async ({ playwright }, { project }) => {
  app = await startApp({ DATA_DIR: dataDir, LOG_LEVEL: "error" });
  await untilReady(app, 60_000);
  const { launchOptions } = project.use;
  for (const size of Object.keys(sizes) as Size[]) {
    const args = [...(launchOptions?.args ?? []), ...sizes[size].args];
    browsers.set(size, await playwright.chromium.launch({ ...launchOptions, args }));
  }
});
test.afterAll(async () => {
  for (const browser of browsers.values()) await browser.close();
  app.kill("SIGTERM");
  await app.ended;
  rmSync(dataDir, { recursive: true, force: true });
});

for (const state of states)
  test(`axe finds nothing, and nothing is cut off: ${state.name}`, async ({ strayErrors, allowError }) => {
    if (state.errors) allowError(state.errors);
    for (const [size, browser] of browsers) {
      const phone = size === "phone";
      const { viewport, hasTouch, isMobile } = sizes[size];
      const javaScriptEnabled = !state.withoutScripts;
      const context = await browser.newContext({
        viewport,
        hasTouch,
        isMobile,
        javaScriptEnabled,
        reducedMotion: "reduce",
      });
      const page = await context.newPage();
      strayErrors.watch(page);
      await visit(state, { page, url: app.url, dataDir });
      await test.step(size, async () => {
        // What the header half covers is as small as what is left of it; the page as it begins hides nothing.
        await page.evaluate(() => window.scrollTo(0, 0));
        if (!state.scriptless && javaScriptEnabled) await expectAccessible(page, { contrast: !phone });
        expect.soft(await page.evaluate(fits)).toEqual([]);
        // WCAG 2.5.8 asks for 24 px everywhere; we want 44 by touch.
        if (phone) expect.soft(await page.evaluate(smallTargets, 44)).toEqual([]);
        // WCAG 1.4.10: what 400 % zoom leaves of 1280 px.
        if (phone) {
          await page.setViewportSize({ width: 320, height: 640 });
          expect.soft(await page.evaluate(fits)).toEqual([]);
        }
      });
      await context.close();
    }
  });

/** Pages that lead elsewhere at once, or that stand in another page's frame with a token of their own. */
const passing = ["/", "/settings", "/notifications/open/[id]", "/embed/bell"];
/** Places that a state comes to by a link. */
const byLink = [
  "/operations/dead-letters/[id]",
  "/operations/mail/[id]",
  "/operations/mail/runs/[id]",
  "/dev/mail/[id]",
];

test("every page is among the states that axe and the pictures visit", () => {
  const pages = readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "page.tsx")
    .map((file) => `/${path.dirname(file)}`.replace(/^\/\.$/, "/"));
  const visited = states.flatMap(({ path: at }) => (typeof at === "string" ? [at.split("?")[0] as string] : []));
  const missing = pages
    .filter((page) => !passing.includes(page) && !byLink.includes(page))
    .filter((page) => !visited.some((at) => new RegExp(`^${page.replace(/\[\w+\]/g, "[^/]+")}$`).test(at)));
  expect(missing).toEqual([]);
  for (const page of byLink) expect(pages).toContain(page);
});

test("each state has a name of its own", () => {
  const names = states.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
