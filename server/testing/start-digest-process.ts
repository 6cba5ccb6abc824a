import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { build } from "esbuild";
import { onTestFinished } from "vitest";
import type { DigestProcess } from "./digest-process";

const bundle = "node_modules/.cache/graphspace/digest-process.mjs";
let built: Promise<unknown> | undefined;

/** Starts a worker in a process of its own; `ended` resolves to its exit code, or the signal that killed it. */
export async function startDigestProcess(
  given: DigestProcess,
): Promise<{ child: ChildProcess; ended: Promise<number | string> }> {
  // In one file it starts three times as fast, and hundreds are started.
  built ??= build({
    entryPoints: ["server/testing/digest-process.ts"],
    outfile: bundle,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "error",
  });
  await built;
  const child = spawn(process.execPath, [bundle], {
    env: { ...process.env, DIGEST: JSON.stringify(given) },
    stdio: ["ignore", "inherit", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return { child, ended: once(child, "exit").then(([code, signal]) => signal ?? code) };
}
