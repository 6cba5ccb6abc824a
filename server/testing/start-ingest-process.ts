import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { onTestFinished } from "vitest";
import type { IngestProcess } from "./ingest-process";

/** Starts ingest in a process of its own; `ended` resolves to its exit code, or the signal that killed it. */
export function startIngestProcess(given: IngestProcess): { child: ChildProcess; ended: Promise<number | string> } {
  const child = spawn(process.execPath, ["--import", "tsx", "server/testing/ingest-process.ts"], {
    env: { ...process.env, INGEST: JSON.stringify(given) },
    stdio: ["ignore", "inherit", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return { child, ended: once(child, "exit").then(([code, signal]) => signal ?? code) };
}
