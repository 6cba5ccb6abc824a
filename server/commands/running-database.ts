import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Config } from "../config";
import { liveHolder } from "../data-directory";

/** Where the application's database is: DATABASE_URL, or the embedded one of an application that runs here. */
export function runningDatabase(config: Config): string | undefined {
  const file = path.join(config.DATA_DIR, "database-url");
  // A killed one leaves its address behind.
  const runs = existsSync(file) && liveHolder(config.DATA_DIR) !== null;
  return config.DATABASE_URL ?? (runs ? readFileSync(file, "utf8").trim() : undefined);
}
