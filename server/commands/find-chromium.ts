import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";

export type Chromium = { path: string; whose: string } | { missing: string };

/** The one without a screen first: it needs a third less time. */
const systemNames = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
];
const applications = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * A Chromium for the browser tests: CHROMIUM_PATH, the system's, or Playwright's own.
 * @param download fetches Playwright's where there is no other
 */
export function findChromium({ download = false, env = process.env } = {}): Chromium {
  if (env.CHROMIUM_PATH)
    return isProgram(env.CHROMIUM_PATH)
      ? { path: env.CHROMIUM_PATH, whose: "CHROMIUM_PATH" }
      : { missing: `CHROMIUM_PATH is ${env.CHROMIUM_PATH}, which is no program.` };
  const folders = (env.PATH ?? "").split(path.delimiter);
  const system = [
    ...systemNames.flatMap((name) => folders.map((folder) => path.join(folder, name))),
    ...applications,
  ].find(isProgram);
  if (system) return { path: system, whose: "the system's" };
  if (!isProgram(chromium.executablePath()) && download)
    spawnSync(process.execPath, ["node_modules/@playwright/test/cli.js", "install", "chromium"], {
      stdio: "inherit",
      timeout: 300_000,
    });
  const own = chromium.executablePath();
  if (isProgram(own)) return { path: own, whose: "Playwright's own" };
  return { missing: "There is no Chromium. Get one: npx playwright install --with-deps chromium" };
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
