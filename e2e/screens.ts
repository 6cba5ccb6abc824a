import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { findChromium } from "../server/commands/find-chromium";
import { runCommand } from "../server/commands/run-command";
import { startApp, untilReady } from "../server/testing/start-app";
import { drawAll } from "./accessible";
import { rootArgs, type Size, sizes } from "./states/sizes";
import type { State } from "./states/stage";
import { states } from "./states/states";
import { visit } from "./states/visit";

const schemes = ["light", "dark"] as const;
const folder = path.resolve("screens");
const usage = `npm run screens [-- words]
Pictures of every page and state (of those whose name holds the words), on a phone and wide, light and dark; and one
sheet with all of them: screens/index.html.`;

type Shot = { state: string; file: string; size: string; scheme: string };

await runCommand(async () => {
  const words = process.argv.slice(2).join(" ");
  if (words.startsWith("-")) return console.log(usage);
  const found = findChromium({ download: true });
  if ("missing" in found) throw new Error(found.missing);
  const wanted = states.filter(({ name }) => name.includes(words));
  const dataDir = path.join(process.getuid?.() === 0 ? "/var/tmp" : folder, `graphspace-screens-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const app = await startApp({ DATA_DIR: dataDir, LOG_LEVEL: "error" });
  const launch = (size: Size) =>
    chromium.launch({ executablePath: found.path, args: [...rootArgs, ...sizes[size].args] });
  const browsers = { phone: await launch("phone"), wide: await launch("wide") };
  const shots: Shot[] = [];
  const missed: string[] = [];
  try {
    await untilReady(app, 180_000);
    for (const [index, state] of wanted.entries()) {
      console.log(`${index + 1}/${wanted.length} ${state.name}`);
      for (const size of Object.keys(sizes) as Size[])
        try {
          shots.push(...(await picture(state, size)));
        } catch (error) {
          missed.push(`${state.name} (${size}): ${(error as Error).message.split("\n").slice(0, 3).join(" ")}`);
        }
    }
  } finally {
    for (const browser of Object.values(browsers)) await browser.close();
    app.kill("SIGTERM");
    await app.ended;
    rmSync(dataDir, { recursive: true, force: true });
  }
  writeFileSync(path.join(folder, words ? `${words}.html` : "index.html"), sheet(shots));
  console.log(`${shots.length} pictures: ${path.join(folder, words ? `${words}.html` : "index.html")}`);
  for (const line of missed) console.error(`NOT REACHED: ${line}`);
  if (missed.length > 0) process.exitCode = 1;

  async function picture(state: State, size: Size): Promise<Shot[]> {
    const { viewport, hasTouch, isMobile } = sizes[size];
    const context = await browsers[size].newContext({
      baseURL: app.url,
      viewport,
      reducedMotion: "reduce",
      hasTouch,
      isMobile,
      deviceScaleFactor: 1,
      javaScriptEnabled: !state.withoutScripts,
    });
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      await visit(state, { page, url: app.url, dataDir });
      // The picture is taller than the screen, and rows out of sight are not drawn.
      await page.evaluate(drawAll);
      const taken: Shot[] = [];
      for (const scheme of schemes) {
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
        await page.waitForTimeout(250);
        const file = `${state.name.replace(/[^a-z0-9]+/gi, "-")}-${size}-${scheme}.png`;
        // What lies over the page lies over what is on the screen.
        const over = (await page.locator("dialog[open], [data-toast], [popover]:popover-open").count()) > 0;
        const height = over ? 0 : await page.evaluate(fromTheTop);
        const clip = { x: 0, y: 0, width: viewport.width, height: Math.min(height, viewport.height * 2) };
        await page.screenshot({ path: path.join(folder, file), ...(over ? {} : { fullPage: true, clip }) });
        taken.push({ state: state.name, file, size, scheme });
      }
      return taken;
    } finally {
      await context.close();
    }
  }
});

/** Runs in the page. */
function fromTheTop(): number {
  scrollTo(0, 0);
  return document.documentElement.scrollHeight;
}

/** One page with all pictures, a row for each state. */
function sheet(shots: Shot[]): string {
  const rows = [...new Set(shots.map(({ state }) => state))].map(
    (name) =>
      `<section><h2>${name}</h2><div>${shots
        .filter(({ state }) => state === name)
        .map(
          ({ file, size, scheme }) =>
            `<figure class="${size}"><a href="${file}"><img loading="lazy" src="${file}" alt="${name}, ${size}, ${scheme}"></a><figcaption>${size}, ${scheme}</figcaption></figure>`,
        )
        .join("")}</div></section>`,
  );
  return `<!doctype html><meta charset="utf-8"><title>Screens</title>
<style>body{font:14px/20px system-ui;margin:24px;background:#ddd}h2{font-size:16px}div{display:flex;flex-wrap:wrap;gap:12px;align-items:start}
figure{margin:0}img{display:block;border:1px solid #999}.phone img{width:195px}.wide img{width:480px}</style>
<h1>Screens</h1>${rows.join("\n")}`;
}
