import { accessSync, constants } from "node:fs";
import nodemailer from "nodemailer";
import { bracketed, type Config, ConfigError, readConfig } from "../config";
import { alive } from "../contract/answers";
import { keptSecret, openDataDirectory } from "../data-directory";
import { openDatabase } from "../database/database";
import { binaries, serverIdentity } from "../database/embedded-place";
import { connectKafka } from "../kafka/connect";
import { createLogger } from "../logger";
import { refuseTakenPort } from "../web/refuse-taken-port";
import { runningDatabase } from "./running-database";

// Checks every setting and connection, and says what is wrong and how to mend it.

type Finding = { ok: boolean; says: string };
const fine = (says: string): Finding => ({ ok: true, says });
const wrong = (says: string): Finding => ({ ok: false, says });

/** Whether it is the application itself that has the port. */
const isServing = ({ HOST, PORT }: Config): Promise<boolean> =>
  fetch(`http://${bracketed(HOST)}:${PORT}/healthz`, { signal: AbortSignal.timeout(2_000) })
    .then((response) => response.json())
    .then((body) => alive.safeParse(body).success)
    .catch(() => false);

const checks: Record<string, (config: Config) => Finding | Promise<Finding>> = {
  node() {
    const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
    return major > 20 || (major === 20 && minor >= 19)
      ? fine(process.version)
      : wrong(`${process.version} is too old; install Node 20.19 or newer`);
  },

  data(config) {
    const directory = openDataDirectory(config.DATA_DIR);
    accessSync(directory, constants.W_OK);
    if (config.AUTH_SECRET === undefined) keptSecret(directory);
    return fine(directory);
  },

  async port(config) {
    if (await isServing(config)) return fine(`${config.HOST}:${config.PORT}, where the application is running`);
    await refuseTakenPort(config.HOST, config.PORT);
    return fine(`${config.HOST}:${config.PORT} is free; people reach it as ${config.baseUrl}`);
  },

  async database(config) {
    const url = runningDatabase(config);
    if (url === undefined)
      return fine(`embedded PostgreSQL in ${binaries(serverIdentity(), () => {})}, not running now`);
    const db = openDatabase(url, { max: 1, applicationName: "graphspace-doctor" });
    try {
      const asked = Date.now();
      const [row] = await db.within(
        (sql) => sql<{ version: number; now: Date; standby: boolean; creates: boolean; attached: boolean }[]>`
          select current_setting('server_version_num')::int / 10000 as version, clock_timestamp() as now,
            pg_is_in_recovery() as standby, has_database_privilege(current_database(), 'create') as creates,
            to_regclass('public."user"') is not null as attached`,
        5_000,
      );
      if (!row) return wrong("did not answer");
      const drift = Math.abs(row.now.getTime() - (asked + Date.now()) / 2);
      if (row.version < 14) return wrong(`PostgreSQL ${row.version} is too old; 14 or newer`);
      if (row.standby) return wrong("is a read-only standby; name the primary in DATABASE_URL");
      if (!row.creates)
        return wrong("its user may not create the schemas notification and auth: grant create on database … to …");
      if (drift > 5_000)
        return wrong(`its clock and ours differ by ${Math.round(drift / 1000)} s; set up NTP on both machines`);
      return fine(`PostgreSQL ${row.version}${row.attached ? " with GraphSpace's tables" : ", empty"}`);
    } catch (error) {
      const { host } = new URL(url);
      return wrong(`${host}: ${(error as Error).message}. Check host, port, user, password and name in DATABASE_URL`);
    } finally {
      await db.close();
    }
  },

  async kafka(config) {
    if (!config.KAFKA_BROKERS) return fine("not used (KAFKA_BROKERS is not set): events are handed over in-process");
    const admin = connectKafka(config, createLogger("silent"), "graphspace-doctor", { retry: { retries: 0 } }).admin();
    try {
      await admin.connect();
      const existing = new Set(await admin.listTopics());
      const missing = Object.values(config.topics).filter((topic) => !existing.has(topic));
      const { brokers } = await admin.describeCluster();
      const topics = missing.length === 0 ? "all topics there" : `will be made at the start: ${missing.join(", ")}`;
      return fine(`${brokers.length} broker${brokers.length === 1 ? "" : "s"}; ${topics}`);
    } catch (error) {
      return wrong(
        `${config.KAFKA_BROKERS.join(", ")}: ${(error as Error).message}. Is it running (npm run kafka), and are KAFKA_SSL and KAFKA_SASL_… right?`,
      );
    } finally {
      await admin.disconnect().catch(() => {});
    }
  },

  async mail(config) {
    if (!config.SMTP_URL) return fine("kept, not sent (SMTP_URL is not set): read it at /dev/mail");
    const transport = nodemailer.createTransport(config.SMTP_URL);
    try {
      await transport.verify();
      return fine(`${new URL(config.SMTP_URL).host} takes our sign-in; sender is ${config.MAIL_FROM}`);
    } catch (error) {
      return wrong(
        `${new URL(config.SMTP_URL).host}: ${(error as Error).message}. Check host, port, user and password in SMTP_URL`,
      );
    } finally {
      transport.close();
    }
  },

  embed({ EMBED_ORIGINS, HOST_JWT_SECRET, HOST_JWKS_URL }) {
    if (EMBED_ORIGINS.length === 0) return fine("no other site shows the bell (EMBED_ORIGINS is not set)");
    if (HOST_JWT_SECRET || HOST_JWKS_URL) return fine(`the bell may stand in pages of ${EMBED_ORIGINS.join(", ")}`);
    return wrong("nobody can sign in to the embedded bell; set HOST_JWT_SECRET or HOST_JWKS_URL beside EMBED_ORIGINS");
  },
};

let failures = 0;
const tell = (name: string, { ok, says }: Finding) => {
  if (!ok) failures++;
  console.log(`  ${ok ? "ok   " : "WRONG"}  ${name.padEnd(9)}  ${says}`);
};
try {
  const config = readConfig(process.env);
  tell("settings", fine("all valid"));
  for (const [name, check] of Object.entries(checks))
    tell(name, await (async () => check(config))().catch((error: Error) => wrong(error.message)));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  for (const problem of error.problems) tell("settings", wrong(problem));
}
console.log(failures === 0 ? "\nAll is well." : `\n${failures} to mend.`);
process.exitCode = failures === 0 ? 0 : 1;
