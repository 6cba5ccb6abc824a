import { expect, test } from "vitest";
import { readConfig } from "./config";
import { welcome } from "./welcome";

test("a process without pages points nobody to pages", () => {
  expect(welcome(readConfig({}), 1000)).toMatch(/Sign in[\s\S]*\/dev\/mail/);
  expect(welcome(readConfig({ ROLES: "ingest,digest" }), 1000)).not.toMatch(/Sign in|\/dev\/mail/);
});
