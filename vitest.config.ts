import path from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": path.resolve(import.meta.dirname) } },
  test: {
    include: ["{app,components,server,bench}/**/*.test.{ts,tsx}"],
    globalSetup: ["server/testing/global-setup.ts"],
    // Generous: a busy machine is slow, not wrong.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A loaded machine may lose a race once. Twice is a defect.
    retry: process.env.CI === "true" ? 1 : 0,
    maxWorkers: 3,
    // The application lives through these too: server/database/stray-errors.ts.
    onUnhandledError: (error) =>
      !/nextWrite|pg_catalog\.pg_type/.test(`${error.stack} ${(error as { query?: string }).query}`),
  },
});
