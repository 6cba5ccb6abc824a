import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StartError } from "../start-error";

/** Whatever ends up in a page or a route handler. */
const sources = [
  "app",
  "components",
  "drizzle/schema",
  "server",
  "next.config.ts",
  "package-lock.json",
  "postcss.config.mjs",
  "tsconfig.json",
];
const ignored = /(\.test\.tsx?$|^server\/(testing|commands)(\/|$))/;

/**
 * Builds the pages when there is no build, or when it was made from other sources than today's.
 * @param say prints one line of progress
 */
export async function buildIfStale(root: string, say: (line: string) => void): Promise<void> {
  const record = path.join(root, ".next/built-from");
  const today = fingerprint(root);
  const built = existsSync(path.join(root, ".next/BUILD_ID")) && existsSync(record) ? readFileSync(record, "utf8") : "";
  if (built === today) return;
  say(
    built ? "building, since the sources changed (up to a minute) …" : "building for the first time (up to a minute) …",
  );
  const started = Date.now();
  const beat = setInterval(() => say(`still building, ${Math.round((Date.now() - started) / 1000)} s …`), 10_000);
  try {
    await build(root);
  } finally {
    clearInterval(beat);
  }
  writeFileSync(record, today);
  say(`built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

function build(root: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
      cwd: root,
      env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const last = () => child.kill();
    process.once("exit", last);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.once("error", reject);
    child.once("exit", () => process.off("exit", last));
    child.once("exit", (code, signal) =>
      code === 0
        ? resolve()
        : reject(new StartError(`${output.trim()}\n\nThe build failed (${signal ?? `exit ${code}`}).`)),
    );
  });
}

/** By content: times change with every clone and copy. */
function fingerprint(root: string): string {
  const hash = createHash("sha256");
  const visit = (relative: string) => {
    const absolute = path.join(root, relative);
    if (ignored.test(relative) || !existsSync(absolute)) return;
    if (statSync(absolute).isDirectory()) for (const name of readdirSync(absolute).sort()) visit(`${relative}/${name}`);
    else hash.update(relative).update("\0").update(readFileSync(absolute)).update("\0");
  };
  for (const source of sources) visit(source);
  return hash.digest("hex");
}
