import type { Config } from "./config";
import type { Database } from "./database/database";
import type { Handover } from "./handover";
import type { Logger } from "./logger";
import type { Metrics } from "./metrics";
import type { Readiness } from "./readiness";

/** What every room is handed. Made once by process.ts. */
export type Runtime = {
  config: Config;
  db: Database;
  log: Logger;
  metrics: Metrics;
  /** Rooms add why they cannot work; /readyz shows it. */
  readiness: Readiness;
  /** Ingest tells push by it, where both are in this process. */
  handover: Handover;
  /** The secret behind signatures and HMACs, at least 32 characters. */
  secret: string;
};

/** Whatever starts returns its own stop. */
export type Stop = () => Promise<void>;

const slot = Symbol.for("graphspace.runtime");
const holder = globalThis as { [slot]?: Runtime };

/** Next loads its own copies of our modules, so the one runtime hangs on a global symbol. */
export const setRuntime = (runtime: Runtime | undefined): void => {
  holder[slot] = runtime;
};

/** For pages and route handlers. Never called at import. */
export function getRuntime(): Runtime {
  const runtime = holder[slot];
  if (!runtime) throw new Error("The runtime is not started: pages are served by server/main.ts, not by `next start`.");
  return runtime;
}
