import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

export type Postmaster = { pid: number; ready: boolean };

/** What postmaster.pid says: process id on its first line, state on its eighth. */
export function readPostmaster(place: string): Postmaster | null {
  try {
    const lines = readFileSync(`${place}/postmaster.pid`, "utf8").split("\n");
    const pid = Number(lines[0]);
    return Number.isInteger(pid) && pid > 0 ? { pid, ready: lines[7]?.trim() === "ready" } : null;
  } catch {
    return null;
  }
}

/** Stops the server that a killed process left running, and removes a postmaster.pid that nobody stands behind. */
export async function clearLeftovers(place: string): Promise<void> {
  const left = readPostmaster(place);
  for (const [signal, patience] of [
    ["SIGINT", 8_000],
    ["SIGQUIT", 4_000],
    ["SIGKILL", 2_000],
  ] as const) {
    if (!left || !servesFrom(left.pid, place)) break;
    process.kill(left.pid, signal);
    for (let waited = 0; waited < patience && servesFrom(left.pid, place); waited += 50) await pause(50);
  }
  if (existsSync(`${place}/postmaster.pid`)) rmSync(`${place}/postmaster.pid`, { force: true });
}

/** True when the process is a PostgreSQL on this place; its number may long belong to another program. */
export function servesFrom(pid: number, place: string): boolean {
  try {
    if (process.platform === "win32") return process.kill(pid, 0);
    const command =
      process.platform === "linux"
        ? readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")
        : execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return command.includes(`postgres -D ${place} `);
  } catch {
    return false;
  }
}
