import { afterAll } from "vitest";
import { readConfig } from "../config";
import { createRuntime } from "../create-runtime";
import type { Database } from "../database/database";
import { createLogger } from "../logger";
import { type Runtime, setRuntime } from "../runtime";

/** The runtime that route handlers find in this test file, on its database; `env` as the process would read it. */
export function testRuntime(db: Database, env: Record<string, string> = {}): Runtime {
  const runtime = createRuntime({
    config: readConfig({ LOG_LEVEL: "silent", ...env }),
    db,
    log: createLogger(env.LOG_LEVEL ?? "silent"),
    secret: "a secret of forty characters for tests!!",
  });
  setRuntime(runtime);
  afterAll(() => setRuntime(undefined));
  return runtime;
}
