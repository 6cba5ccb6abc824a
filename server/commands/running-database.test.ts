import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readConfig } from "../config";
import { lockDataDirectory } from "../data-directory";
import { runningDatabase } from "./running-database";

test("an address that a killed application left behind is nobody's", () => {
  const directory = mkdtempSync(path.join(tmpdir(), "graphspace-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const config = readConfig({ DATA_DIR: directory });
  writeFileSync(path.join(directory, "database-url"), "postgresql://127.0.0.1:1/postgres\n");
  expect(runningDatabase(config)).toBeUndefined();
  const release = lockDataDirectory(directory, config.baseUrl);
  expect(runningDatabase(config)).toBe("postgresql://127.0.0.1:1/postgres");
  release();
});
