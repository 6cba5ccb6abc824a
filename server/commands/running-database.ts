import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Config } from "../config";

/** Where the application's database is: DATABASE_URL, or the embedded one of an application that runs here. */
export function runningDatabase(config: Config): string | undefined {
  const file = path.join(config.DATA_DIR, "database-url");
  return config.DATABASE_URL ?? (existsSync(file) ? readFileSync(file, "utf8").trim() : undefined);
}
