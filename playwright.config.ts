import { defineConfig } from "@playwright/test";
import { findChromium } from "./server/commands/find-chromium";

const chromium = findChromium();

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/start-app.ts",
  outputDir: "test-results",
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 1,
  projects: [
    // These share one application, and what one leaves there another would find.
    { name: "use", testIgnore: "states.spec.ts" },
    // Each worker of these has an application of its own.
    { name: "states", testMatch: "states.spec.ts", fullyParallel: true },
  ],
  forbidOnly: process.env.CI === "true",
  // A loaded machine may lose a race once; Playwright then says "flaky". Twice is a defect.
  retries: process.env.CI === "true" ? 1 : 0,
  reporter: "list",
  use: {
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
    // A trace costs a third of the time: where a failing test is tried again, that one is traced.
    trace: process.env.CI === "true" ? "on-first-retry" : "retain-on-failure",
    launchOptions: {
      executablePath: "path" in chromium ? chromium.path : undefined,
      args: [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        // Chromium's sandbox does not work as root.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ],
    },
  },
});
