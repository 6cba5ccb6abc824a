import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import type { Database } from "../server/database/database";
import { freePort } from "../server/database/embedded";
import { signInAs } from "../server/testing/sign-in-as";
import type { BenchWorld } from "./bench-world";
import { fillInbox, type Inbox } from "./fill-inbox";

const secret = "a secret of forty characters for benches!";
/** How many people ask. */
const askers = 200;

/** The product's web role on a filled database of its own, and who may ask it. */
export type ApiServer = {
  db: Database;
  port: number;
  cookies: string[];
  /** Of the one with by far the most notifications. */
  heavyCookie: string;
  /** Ends the server, so that the next one has the machine. */
  stop(): Promise<void>;
};

export async function startApi(world: BenchWorld, inbox: Inbox): Promise<ApiServer> {
  const { db, url } = await world.database();
  world.say(`filling ${inbox.notifications} notifications`);
  const filler = db.dedicated();
  await filler`set statement_timeout = 0`;
  await fillInbox(filler, inbox);
  await filler.end();
  const runtime = world.runtime(db);
  const cookies: string[] = [];
  for (let number = 1; number <= askers; number++)
    cookies.push(await signInAs(runtime, `p${1 + ((number * 7) % inbox.people)}@bench.org`));

  const port = await freePort();
  const directory = await mkdtemp("/var/tmp/graphspace-bench-web-");
  world.release.push(() => rm(directory, { recursive: true, force: true }));
  const app = spawn(process.execPath, ["--max-semi-space-size=32", "--import", "tsx", "server/main.ts"], {
    cwd: path.resolve(import.meta.dirname, ".."),
    env: {
      ...process.env,
      DATABASE_URL: url,
      AUTH_SECRET: secret,
      PORT: String(port),
      ROLES: "web",
      DEMO: "0",
      DATA_DIR: directory,
      LOG_LEVEL: "warn",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = once(app, "exit");
  const stop = async () => {
    app.kill("SIGTERM");
    await ended;
  };
  world.release.push(stop);
  for (let attempt = 0; ; attempt++) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer?.ok) break;
    if (attempt === 600) throw new Error("the server did not get ready in two minutes");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return { db, port, cookies, heavyCookie: await signInAs(runtime, "heavy@bench.org"), stop };
}
