import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "../logger";
import { StartError } from "../start-error";
import { clearLeftovers, type Postmaster, readPostmaster } from "./embedded-leftovers";
import { binaries, clusterPlace, type Identity, serverIdentity } from "./embedded-place";

export type EmbeddedDatabase = {
  url: string;
  /** "fast" ends sessions and stops cleanly; "immediate" is a crash that the next start recovers from. */
  stop(mode?: "fast" | "immediate"): Promise<void>;
};

export type EmbeddedOptions = {
  /** Absent: any free one. */
  port?: number;
  log?: Logger;
  /** What the person at the terminal should know. */
  notice?: (line: string) => void;
  /** Given: a server that dies is brought back, and this is called when that does not work. */
  onLost?: (error: Error) => void;
};

type Server = { place: string; bin: string; identity: Identity; port: number; flags: string[] };

/** How often a server that died is brought back before we give up. */
const revivals = 5;

/** A free loopback port. */
export const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

/**
 * Starts a PostgreSQL of our own on loopback; makes its cluster in `directory` on first use, and clears away what
 * a killed process left there (a running server, a stale postmaster.pid, half a cluster).
 * @param flags further arguments of `postgres`
 */
export async function startEmbedded(
  directory: string,
  flags: string[] = [],
  { port, log, notice = () => {}, onLost }: EmbeddedOptions = {},
): Promise<EmbeddedDatabase> {
  const identity = serverIdentity();
  const bin = path.join(binaries(identity, notice), "bin");
  const place = clusterPlace(path.resolve(directory), identity, notice);
  if (existsSync(`${place}/PG_VERSION`)) {
    refuseOtherVersion(place, bin);
    await clearLeftovers(place);
  } else makeCluster(place, bin, identity);

  const server: Server = { place, bin, identity, port: port ?? (await freePort()), flags };
  let child = await launch(server);
  let stopping = false;
  let revived = 0;
  const guard = (guarded: ChildProcess) =>
    guarded.once("exit", async (code, signal) => {
      if (stopping || !onLost) return;
      log?.error({ code, signal }, "the embedded PostgreSQL died; starting it again");
      try {
        if (++revived > revivals) throw new Error(`The embedded PostgreSQL died ${revived} times.`);
        await pause(200 * revived);
        await clearLeftovers(place);
        if (stopping) return;
        child = await launch(server);
        guard(child);
      } catch (error) {
        onLost(error as Error);
      }
    });
  guard(child);
  // Whatever ends this process, the server should not outlive it.
  const last = () => child.kill("SIGINT");
  process.once("exit", last);

  return {
    url: `postgresql://graphspace:${readPassword(place)}@127.0.0.1:${server.port}/postgres`,
    stop: async (mode = "fast") => {
      stopping = true;
      process.off("exit", last);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill(mode === "fast" ? "SIGINT" : "SIGQUIT");
      await gone;
    },
  };
}

/** Starts the server and waits until it takes connections. */
async function launch({ place, bin, identity, port, flags }: Server): Promise<ChildProcess> {
  const logFile = `${place}.log`;
  const log = openSync(
    logFile,
    (statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > 5_000_000 ? "w" : "a",
    0o600,
  );
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "log_min_messages=log"];
  const child = spawn(
    path.join(bin, "postgres"),
    ["-D", place, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting]), ...flags],
    // A group of its own: Ctrl-C in the terminal is for us, who then stop it in order.
    {
      ...identity,
      cwd: path.dirname(place),
      detached: true,
      stdio: ["ignore", log, log],
      env: { ...process.env, LC_MESSAGES: "C" },
    },
  );
  closeSync(log);
  let failure: unknown;
  child.once("error", (error) => {
    failure = error;
  });
  const deadline = Date.now() + 60_000;
  for (;;) {
    const postmaster: Postmaster | null = readPostmaster(place);
    if (postmaster?.pid === child.pid && postmaster?.ready) return child;
    if (failure || child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
      child.kill("SIGQUIT");
      const lines = readFileSync(logFile, "utf8").trim().split("\n").slice(-8).join("\n  ");
      throw new StartError(`The embedded PostgreSQL did not start. Its last words (${logFile}):\n  ${lines}`, {
        cause: failure,
      });
    }
    await pause(20);
  }
}

/** Made beside the place and moved there when it is whole, so that a killed process leaves no half cluster. */
function makeCluster(place: string, bin: string, identity: Identity): void {
  const making = `${place}.making`;
  const passwordFile = `${place}.password`;
  rmSync(making, { recursive: true, force: true });
  rmSync(place, { recursive: true, force: true });
  mkdirSync(making, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, randomBytes(18).toString("base64url"), { mode: 0o600 });
  if (identity) for (const made of [making, passwordFile]) chownSync(made, identity.uid, identity.gid);
  const options = [
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    "--auth=scram-sha-256",
    "--username=graphspace",
    "--no-instructions",
  ];
  try {
    execFileSync(path.join(bin, "initdb"), ["-D", making, `--pwfile=${passwordFile}`, ...options], {
      ...identity,
      cwd: path.dirname(place),
      stdio: ["ignore", "ignore", "pipe"],
      encoding: "utf8",
    });
  } catch (error) {
    throw new StartError(
      `The embedded database could not be made in ${place}:\n  ${(error as { stderr?: string }).stderr ?? error}`,
    );
  }
  renameSync(passwordFile, `${making}/graphspace-password`);
  renameSync(making, place);
}

const readPassword = (place: string) => readFileSync(`${place}/graphspace-password`, "utf8").trim();

function refuseOtherVersion(place: string, bin: string): void {
  const made = readFileSync(`${place}/PG_VERSION`, "utf8").trim();
  const [ours] = execFileSync(path.join(bin, "postgres"), ["--version"], { encoding: "utf8" }).match(/\d+/) ?? [];
  if (made !== ours)
    throw new StartError(
      `The database in ${place} was made by PostgreSQL ${made}; this is ${ours}. Move it with pg_dump and pg_restore, or start empty: DATA_DIR=… npm start`,
    );
}
