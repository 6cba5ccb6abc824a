import bcrypt from "bcrypt";
import type { Runtime } from "../runtime";
import { atMost } from "./at-most";
import { perRuntime } from "./per-runtime";

/** GraphSpace's own cost: about a quarter of a second. */
const cost = 12;

/** A hash takes a core for 0.27 s; more than two at once would starve everything else. */
const hashing = perRuntime("hashing", () => atMost(2, 100));

/** What an unknown person's password is compared with, so that the answer takes as long. Of no known password. */
const nobodysHash = "$2b$12$DS/itwv7A.VIZCsr7vHa3O5mzrYKGIYiu6qnNH50XzK8n..UEvihy";

/** A bcrypt hash as GraphSpace stores it. */
export const hashPassword = (runtime: Runtime, password: string): Promise<string> =>
  hashing(runtime)(() => bcrypt.hash(password, cost));

/** Whether a password fits a stored hash. No hash, or one that is not bcrypt's, takes as long and never fits. */
export async function passwordFits(runtime: Runtime, password: string, stored: string | null): Promise<boolean> {
  const usable = stored !== null && /^\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/.test(stored);
  // `$2y$` is PHP's and Python's name for what bcrypt here calls `$2b$`.
  const hash = usable ? stored.replace(/^\$2y\$/, "$2b$") : nobodysHash;
  const fits = await hashing(runtime)(() => bcrypt.compare(password, hash));
  return usable && fits;
}
