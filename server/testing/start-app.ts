import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "../database/embedded";

export type App = {
  pid: number;
  port: number;
  url: string;
  /** All that it printed so far. */
  output(): string;
  kill(signal: NodeJS.Signals): void;
  /** Its exit code, or null when a signal ended it. */
  ended: Promise<number | null>;
};

/**
 * Starts the real application as a process of its own, as `npm start` does.
 * @param env PORT: any free one unless given; DATA_DIR is required
 */
export async function startApp(env: Record<string, string> & { DATA_DIR: string }): Promise<App> {
  const port = Number(env.PORT ?? (await freePort()));
  // Not ours: test runners set BASE_URL, NODE_ENV and more, and a developer's shell may hold real settings.
  const inherited = Object.fromEntries(["PATH", "HOME", "TMPDIR"].map((name) => [name, process.env[name]]));
  const child: ChildProcess = spawn(
    process.execPath,
    ["--max-semi-space-size=32", "--import", "tsx", "server/main.ts"],
    {
      env: { ...inherited, LOG_LEVEL: "warn", ...env, PORT: String(port) } as unknown as NodeJS.ProcessEnv,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  return {
    pid: child.pid as number,
    port,
    url: `http://localhost:${port}`,
    output: () => output,
    kill: (signal) => child.kill(signal),
    ended,
  };
}

/** Waits until /readyz says so; fails with what the application printed. */
export async function untilReady(app: App, patienceMs = 120_000): Promise<void> {
  let over = false;
  app.ended.then(() => {
    over = true;
  });
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; ) {
    const ready = await fetch(`${app.url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    if (over) break;
    await pause(50);
  }
  throw new Error(`The application did not become ready:\n${app.output()}`);
}
