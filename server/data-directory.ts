import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StartError } from "./start-error";

/** Makes DATA_DIR where it is missing; resolves it to an absolute path. */
export function openDataDirectory(directory: string): string {
  const absolute = path.resolve(directory);
  try {
    mkdirSync(absolute, { recursive: true });
  } catch (error) {
    throw new StartError(
      `DATA_DIR ${absolute} cannot be made (${(error as NodeJS.ErrnoException).code}). Choose another: DATA_DIR=… npm start`,
      { cause: error },
    );
  }
  return absolute;
}

/** The secret behind signatures and HMACs: made once, kept beside the data. */
export function keptSecret(dataDir: string): string {
  const file = path.join(dataDir, "auth-secret");
  if (!existsSync(file)) writeFileSync(file, randomBytes(33).toString("base64"), { mode: 0o600 });
  const secret = readFileSync(file, "utf8").trim();
  if (secret.length < 32)
    throw new StartError(`${file} is damaged. Delete it (everyone signs in again) and start anew.`);
  return secret;
}

type Holder = { pid: number; started: string; address: string };

/**
 * Makes sure that one process alone works on a data directory; what a killed process left is taken over.
 * @returns releases the directory
 */
export function lockDataDirectory(dataDir: string, address: string): () => void {
  const file = path.join(dataDir, "lock");
  for (;;) {
    try {
      const descriptor = openSync(file, "wx", 0o600);
      writeFileSync(descriptor, JSON.stringify({ pid: process.pid, started: startOf(process.pid), address }));
      closeSync(descriptor);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = liveHolder(dataDir);
    if (holder)
      throw new StartError(
        `DATA_DIR ${dataDir} is in use by process ${holder.pid}, which serves ${holder.address}.\n` +
          `Stop that one (kill ${holder.pid}), or give this one its own place: DATA_DIR=${dataDir}-2 PORT=… npm start`,
      );
    rmSync(file, { force: true });
  }
}

/** The process that works on a data directory now; null where there is none, or none any more. */
export function liveHolder(dataDir: string): Holder | null {
  try {
    const holder = JSON.parse(readFileSync(path.join(dataDir, "lock"), "utf8")) as Holder;
    return startOf(holder.pid) === holder.started ? holder : null;
  } catch {
    return null;
  }
}

/** When a process started, so that a number used again is not taken for it; "" when there is none. */
function startOf(pid: number): string {
  try {
    if (process.platform === "linux") {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return fields[0] === "Z" ? "" : `${fields[19]}`;
    }
    if (process.platform === "win32") return process.kill(pid, 0) ? "alive" : "";
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}
