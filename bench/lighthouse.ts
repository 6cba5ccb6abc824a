import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { chromium } from "@playwright/test";
import { findChromium } from "../server/commands/find-chromium";
import { freePort } from "../server/database/embedded";
import { startApp, untilReady } from "../server/testing/start-app";
import type { BenchWorld } from "./bench-world";
import { atLeast, type Figure, median } from "./figure";

/** The last one that runs on Node 20. Fetched when first used: it brings 176 packages, which no start needs. */
const lighthouse = "lighthouse@12.8.2";
const runs = 3;
const pages = { "sign-in": "/sign-in", inbox: "/notifications", settings: "/settings/notifications" };
const presets = { desktop: ["--preset=desktop"], mobile: [] };
const categories = ["performance", "accessibility", "best-practices", "seo"] as const;

type Report = {
  categories: Record<string, { score: number }>;
  audits: Record<
    string,
    { id: string; title: string; score: number | null; scoreDisplayMode: string; displayValue?: string }
  >;
};

/** Lighthouse's scores of the pages people meet first and most, each the median of three; bound: 100 points. */
export async function run(world: BenchWorld): Promise<Figure[]> {
  const found = findChromium();
  if (!("path" in found)) throw new Error(found.missing);
  const directory = await mkdtemp("/var/tmp/graphspace-bench-lighthouse-");
  const app = await startApp({ DATA_DIR: `${directory}/data`, DEMO: "1", LOG_LEVEL: "error" });
  world.release.push(async () => {
    app.kill("SIGTERM");
    await app.ended;
    await rm(directory, { recursive: true, force: true });
  });
  await untilReady(app, 180_000);
  const port = await freePort();
  const figures: Figure[] = [];
  for (const [page, at] of Object.entries(pages)) {
    const browser = await openBrowser(found.path, port, path.join(directory, page));
    if (page !== "sign-in") await browser.signIn(app.url);
    for (const [preset, options] of Object.entries(presets)) {
      const reports: Report[] = [];
      for (let round = 0; round < runs; round++) {
        const file = path.join(directory, "report.json");
        const args = ["--yes", lighthouse, app.url + at, ...options, `--port=${port}`, "--disable-storage-reset"];
        await promisify(execFile)("npx", [...args, "--quiet", "--output=json", `--output-path=${file}`], {
          timeout: 180_000,
        });
        reports.push(JSON.parse(await readFile(file, "utf8")) as Report);
      }
      for (const category of categories) {
        const value = median(reports.map((report) => Math.round((report.categories[category]?.score ?? 0) * 100)));
        figures.push(atLeast(`lighthouse.${page}.${preset}.${category}`, "points", { value, bound: 100, least: 0.95 }));
      }
      world.say(
        `${page}, ${preset}: ${figures
          .slice(-4)
          .map(({ value }) => value)
          .join(" ")}`,
      );
      for (const { id, title, displayValue = "" } of lost(reports[0] as Report))
        world.say(`  ${id}: ${title} ${displayValue}`);
    }
    await browser.stop();
  }
  return figures;
}

/** A browser of its own for one page; Lighthouse opens its tabs in it, and nobody else is attached meanwhile. */
async function openBrowser(program: string, port: number, profile: string) {
  const flags = ["--headless=new", "--no-sandbox", "--no-first-run", `--remote-debugging-port=${port}`];
  // A group of its own: the program may be a script that only starts the browser.
  const child = spawn(program, [...flags, `--user-data-dir=${profile}`, "about:blank"], {
    stdio: "ignore",
    detached: true,
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const address = `http://127.0.0.1:${port}`;
  for (let left = 100; left > 0; left--) {
    if (
      await fetch(`${address}/json/version`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      break;
    await pause(100);
  }
  return {
    async signIn(url: string) {
      const browser = await chromium.connectOverCDP(address);
      const answer = await fetch(`${url}/api/auth/sign-in`, {
        method: "POST",
        headers: { Origin: url, "Content-Type": "application/json" },
        body: JSON.stringify({ email: "ana@example.org", password: "graphspace" }),
      });
      const [name = "", value = ""] = (answer.headers.getSetCookie()[0]?.split(";")[0] ?? "").split("=");
      await browser.contexts()[0]?.addCookies([{ name, value, url, httpOnly: true, sameSite: "Lax" }]);
      await browser.close();
    },
    async stop() {
      if (child.pid) process.kill(-child.pid, "SIGTERM");
      await ended;
    },
  };
}

/** What costs points. */
const lost = ({ audits }: Report) =>
  Object.values(audits).filter(
    ({ score, scoreDisplayMode }) =>
      score !== null && score < 0.9 && !["informative", "notApplicable"].includes(scoreDisplayMode),
  );
