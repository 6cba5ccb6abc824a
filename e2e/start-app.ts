import { rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { freePort } from "../server/database/embedded";
import { startApp, untilReady } from "../server/testing/start-app";

/** The real application (production build, demo, embedded database) once per run; its address is in E2E_URL. */
export default async function startForTests(): Promise<() => Promise<void>> {
  // As root, PostgreSQL's own user must be able to enter it.
  const dataDir = path.join(process.getuid?.() === 0 ? "/var/tmp" : os.tmpdir(), `graphspace-e2e-${process.pid}`);
  // Another site's page with the bell in it (embed.spec.ts): it may be framed there, and signs its own tokens.
  process.env.E2E_HOST_ORIGIN = `http://127.0.0.1:${await freePort()}`;
  process.env.E2E_HOST_JWT_SECRET = "the host's secret of more than 32 characters";
  const app = await startApp({
    DATA_DIR: dataDir,
    LOG_LEVEL: "error",
    EMBED_ORIGINS: process.env.E2E_HOST_ORIGIN,
    HOST_JWT_SECRET: process.env.E2E_HOST_JWT_SECRET,
  });
  await untilReady(app, 180_000);
  process.env.E2E_URL = app.url;
  process.env.E2E_DATA_DIR = dataDir;
  return async () => {
    app.kill("SIGTERM");
    await app.ended;
    rmSync(dataDir, { recursive: true, force: true });
  };
}
