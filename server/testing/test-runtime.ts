import { afterAll } from "vitest";
import { type Config, readConfig } from "../config";
import { createRuntime } from "../create-runtime";
import type { Database } from "../database/database";
import { createLogger } from "../logger";
import { type Runtime, setRuntime } from "../runtime";

const secret = "a secret of forty characters for tests!!";

/** A runtime for rooms that are started by themselves, and say nothing. */
export const quietRuntime = (config: Config, db: Database): Runtime =>
  createRuntime({ config, db, log: createLogger("silent"), secret });

/** The runtime that route handlers find in this test file, on its database; `env` as the process would read it. */
export function testRuntime(db: Database, env: Record<string, string> = {}): Runtime {
  const config = readConfig({ LOG_LEVEL: "silent", ...env });
  const runtime = createRuntime({ config, db, log: createLogger(config.LOG_LEVEL), secret });
  setRuntime(runtime);
  afterAll(() => setRuntime(undefined));
  return runtime;
}
