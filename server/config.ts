import type { BlockList } from "node:net";
import { z } from "zod";
import { proxiesAt } from "./client-address";
import { type NotificationType, notificationTypeNames, notificationTypes } from "./contract/notification-types";
import { broker, flag, like, list, number, oneOf, privateKey, text, topicName, url, whole } from "./setting-kinds";

/** The rooms that a process may run. */
export const roles = ["web", "ingest", "relay", "digest", "upkeep"] as const;
export type Role = (typeof roles)[number];

const publicOrigin = "https://notifications.example.org";
const mailServer = "smtps://user:password@mail.example.org:465";
const secretExample = "the output of: openssl rand -base64 33";

const environment = z.object({
  PORT: whole(3000, 1, 65_535).default(3000),
  HOST: text("127.0.0.1")
    .refine(
      (value) => URL.canParse(`http://${bracketed(value)}`),
      `must be an address of this machine${like("127.0.0.1")}`,
    )
    .default("127.0.0.1"),
  BASE_URL: url(publicOrigin, "http", "https")
    .refine(
      (value) => !URL.canParse(value) || new URL(value).href.replace(/\/*$/, "") === new URL(value).origin,
      `must be an origin, without a path or a user${like(publicOrigin)}`,
    )
    .optional(),
  INSECURE_HTTP: flag.default(false),
  TRUSTED_PROXIES: list("10.0.0.0/8").default([]),
  DATABASE_URL: url("postgresql://user:password@127.0.0.1:5432/graphspace", "postgres", "postgresql").optional(),
  DATABASE_POOL: whole(10, 2, 200).default(10),
  DATA_DIR: text(".data").default(".data"),
  KAFKA_BROKERS: list("127.0.0.1:9092", broker, "be host:port,…").optional(),
  KAFKA_SSL: flag.default(false),
  KAFKA_SASL_MECHANISM: oneOf(["plain", "scram-sha-256", "scram-sha-512"], "scram-sha-512").optional(),
  KAFKA_SASL_USERNAME: text("graphspace").optional(),
  KAFKA_SASL_PASSWORD: text("a secret").optional(),
  KAFKA_TOPIC_OWNER: topicName("owner").default(notificationTypes.owner.topic),
  KAFKA_TOPIC_GROUP: topicName("group").default(notificationTypes.group.topic),
  KAFKA_TOPIC_WATCHING: topicName("watching").default(notificationTypes.watching.topic),
  KAFKA_GROUP_ID: text("graphspace-notifications").default("graphspace-notifications"),
  KAFKA_DEAD_LETTER_TOPIC: topicName("notification-dead-letters").default("notification-dead-letters"),
  SMTP_URL: url(mailServer, "smtp", "smtps")
    .refine((value) => !URL.canParse(value) || new URL(value).host !== "", `must name a server${like(mailServer)}`)
    .optional(),
  MAIL_FROM: text("GraphSpace <notifications@example.org>")
    .regex(
      /^(?:[^<>\r\n]*<[^\s<>@,]+@[^\s<>@,]+>|[^\s<>@,]+@[^\s<>@,]+)$/,
      `must hold an e-mail address${like("GraphSpace <notifications@example.org>")}`,
    )
    .default("GraphSpace <notifications@localhost>"),
  DKIM_DOMAIN: text("example.org").optional(),
  DKIM_SELECTOR: text("graphspace").optional(),
  DKIM_PRIVATE_KEY: privateKey.optional(),
  AUTH_SECRET: text(secretExample, 32).optional(),
  EVENTS_TOKEN: text(secretExample, 16).optional(),
  HOST_JWT_SECRET: text(secretExample, 32).optional(),
  HOST_JWKS_URL: url("https://graphspace.example.org/jwks.json", "http", "https").optional(),
  EMBED_ORIGINS: list("https://graphspace.example.org").default([]),
  ROLES: list(roles.join(","), new RegExp(`^(${roles.join("|")})$`), `be some of ${roles.join(",")}`)
    .transform((names) => names as Role[])
    .default([...roles]),
  DEMO: flag.optional(),
  LOG_LEVEL: oneOf(["trace", "debug", "info", "warn", "error", "fatal", "silent"], "info").default("info"),
  RETENTION_DAYS: whole(180, 1).default(180),
  CAPTURED_MAIL_DAYS: whole(30, 1).default(30),
  CAPTURED_MAIL_MAX: whole(1000, 1).default(1000),
  DIGEST_CHECK_SECONDS: number(60, 1).default(60),
  DIGEST_IDLE_SECONDS: number(60).default(60),
  DIGEST_MAX_UTILIZATION: number(0.4).default(0.4),
  DIGEST_MAX_DELAY_MS: number(50).default(50),
  DIGEST_MAX_LOAD: number(0.5).default(0.5),
  DIGEST_MAX_CPU_PRESSURE: number(10).default(10),
  DIGEST_MAX_IO_PRESSURE: number(5).default(5),
  DIGEST_MAX_BACKENDS: number(0.25).default(0.25),
  DIGEST_DEADLINE_FREQUENT_SECONDS: number(900).default(900),
  DIGEST_DEADLINE_DAILY_SECONDS: number(7200).default(7200),
  DIGEST_FORCED_MAILS_PER_SECOND: number(5, 0.1).default(5),
});

type Environment = z.output<typeof environment>;

export type Config = Omit<Environment, "ROLES"> & {
  roles: ReadonlySet<Role>;
  /** True when the process brings its own PostgreSQL. */
  embedded: boolean;
  demo: boolean;
  /** Where people reach the web role, without a slash at the end. */
  baseUrl: string;
  secure: boolean;
  /** Origins whose pages may write and open sockets, compared exactly. */
  origins: ReadonlySet<string>;
  /** Whose X-Forwarded-For is believed. */
  proxies: BlockList;
  /** Kafka topic of each notification type. */
  topics: Record<NotificationType, string>;
};

/** Thrown with every wrong setting at once, each with an example. */
export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(`Settings that need your attention:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.name = "ConfigError";
  }
}

const loopbackHosts = new Set(["127.0.0.1", "::1", "[::1]", "localhost"]);
/** A host as it stands in an address. */
export const bracketed = (host: string) => (host.includes(":") ? `[${host}]` : host);

/** Settings of which one is nothing without the others. */
const together: Record<string, string>[] = [
  { KAFKA_SASL_MECHANISM: "scram-sha-512", KAFKA_SASL_USERNAME: "graphspace", KAFKA_SASL_PASSWORD: "…" },
  { DKIM_DOMAIN: "example.org", DKIM_SELECTOR: "graphspace", DKIM_PRIVATE_KEY: "-----BEGIN PRIVATE KEY-----…" },
];

/** The only reader of the environment. Empty variables count as absent. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const wrong = new Map<string, string>();
  for (const { path, message } of environment.safeParse(given).error?.issues ?? []) {
    const name = String(path[0]);
    if (!wrong.has(name)) wrong.set(name, `${name}: ${message}`);
  }
  // What is wrong between settings is said in the same breath: those that are wrong alone stand at their defaults.
  const values = environment.parse(Object.fromEntries(Object.entries(given).filter(([name]) => !wrong.has(name))));
  const problems = [...wrong.values()];
  const embedded = given.DATABASE_URL === undefined;
  const demo = values.DEMO ?? embedded;
  const ownUrl = `http://${values.HOST === "127.0.0.1" ? "localhost" : bracketed(values.HOST)}:${values.PORT}`;
  const baseUrl = new URL(values.BASE_URL ?? ownUrl).origin;
  if (!embedded && given.AUTH_SECRET === undefined)
    problems.push(`AUTH_SECRET: is required with DATABASE_URL${like(secretExample)}`);
  if (demo && !loopbackHosts.has(values.HOST))
    problems.push(
      "HOST: the demo's accounts have a known password, so it listens on loopback only; for example HOST=127.0.0.1, or DEMO=0",
    );
  if (baseUrl.startsWith("http:") && !loopbackHosts.has(new URL(baseUrl).hostname) && !values.INSECURE_HTTP)
    problems.push(
      `BASE_URL: plain http on a public address sends passwords readably; for example ${publicOrigin}, or INSECURE_HTTP=1`,
    );
  for (const place of values.TRUSTED_PROXIES)
    if (!isNetwork(place))
      problems.push(`TRUSTED_PROXIES: ${place} is neither an address nor a network; for example 10.0.0.0/8`);
  for (const origin of values.EMBED_ORIGINS)
    if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      problems.push(`EMBED_ORIGINS: ${origin} is not an origin${like("https://graphspace.example.org")}`);
  for (const settings of together) {
    const missing = Object.entries(settings).filter(([name]) => given[name] === undefined);
    if (missing.length > 0 && missing.length < Object.keys(settings).length)
      problems.push(
        `${missing.map(([name]) => name).join(", ")}: ${Object.keys(settings).join(", ")} go together${like(missing.map((pair) => pair.join("=")).join(" "))}`,
      );
  }
  const topics = Object.fromEntries(
    notificationTypeNames.map((type) => [type, values[`KAFKA_TOPIC_${type.toUpperCase()}` as keyof Environment]]),
  ) as Record<NotificationType, string>;
  if (new Set([...Object.values(topics), values.KAFKA_DEAD_LETTER_TOPIC]).size !== notificationTypeNames.length + 1)
    problems.push(
      "KAFKA_TOPIC_…: every type and the dead letters need a topic of their own; for example owner, group, watching and notification-dead-letters",
    );
  if (problems.length > 0) throw new ConfigError(problems);
  const { ROLES, ...rest } = values;
  const origins = new Set([new URL(baseUrl).origin]);
  // Without a public address, all names of this machine are one.
  if (values.BASE_URL === undefined && loopbackHosts.has(values.HOST))
    for (const name of ["localhost", "127.0.0.1", "[::1]"]) origins.add(`http://${name}:${values.PORT}`);
  return {
    ...rest,
    roles: new Set(ROLES),
    embedded,
    demo,
    baseUrl,
    secure: baseUrl.startsWith("https:"),
    origins,
    proxies: proxiesAt(values.TRUSTED_PROXIES),
    topics,
  };
}

function isNetwork(place: string): boolean {
  try {
    return Boolean(proxiesAt([place]));
  } catch {
    return false;
  }
}
