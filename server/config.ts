import type { BlockList } from "node:net";
import { z } from "zod";
import { proxiesAt } from "./client-address";
import { type NotificationType, notificationTypeNames, notificationTypes } from "./contract/notification-types";

/** The rooms that a process may run. */
export const roles = ["web", "ingest", "relay", "digest", "upkeep"] as const;
export type Role = (typeof roles)[number];

const text = (example: string) => z.string().trim().min(1, `must not be empty; for example ${example}`);
const list = (example: string) =>
  text(example).transform((value) =>
    value
      .split(",")
      .map((item) => item.trim())
      .filter(Boolean),
  );
const flag = z
  .enum(["0", "1", "true", "false"], "must be 1 or 0")
  .transform((value) => value === "1" || value === "true");
const number = (example: number, min = 0) =>
  z.coerce
    .number(`must be a number; for example ${example}`)
    .min(min, `must be at least ${min}; for example ${example}`);
const url = (example: string, ...protocols: string[]) =>
  text(example).refine(
    (value) => {
      const parsed = URL.canParse(value) ? new URL(value) : null;
      return parsed !== null && protocols.includes(parsed.protocol.slice(0, -1));
    },
    `must be a ${protocols.join(" or ")} address; for example ${example}`,
  );
const topicName = z
  .string()
  .regex(/^[a-zA-Z0-9._-]{1,249}$/, "must be a Kafka topic name (letters, digits, . _ -); for example owner");

const environment = z.object({
  PORT: number(3000).int().max(65_535).default(3000),
  HOST: text("127.0.0.1").default("127.0.0.1"),
  BASE_URL: url("https://notifications.example.org", "http", "https").optional(),
  INSECURE_HTTP: flag.default(false),
  TRUSTED_PROXIES: list("10.0.0.0/8").default([]),
  DATABASE_URL: url("postgresql://user:password@127.0.0.1:5432/graphspace", "postgres", "postgresql").optional(),
  DATABASE_POOL: number(10, 2).int().max(200).default(10),
  DATA_DIR: text(".data").default(".data"),
  KAFKA_BROKERS: list("127.0.0.1:9092").optional(),
  KAFKA_SSL: flag.default(false),
  KAFKA_SASL_MECHANISM: z.enum(["plain", "scram-sha-256", "scram-sha-512"]).optional(),
  KAFKA_SASL_USERNAME: text("graphspace").optional(),
  KAFKA_SASL_PASSWORD: text("a secret").optional(),
  KAFKA_TOPIC_OWNER: topicName.default(notificationTypes.owner.topic),
  KAFKA_TOPIC_GROUP: topicName.default(notificationTypes.group.topic),
  KAFKA_TOPIC_WATCHING: topicName.default(notificationTypes.watching.topic),
  KAFKA_GROUP_ID: text("graphspace-notifications").default("graphspace-notifications"),
  KAFKA_DEAD_LETTER_TOPIC: topicName.default("notification-dead-letters"),
  SMTP_URL: url("smtps://user:password@mail.example.org:465", "smtp", "smtps").optional(),
  MAIL_FROM: text("GraphSpace <notifications@example.org>").default("GraphSpace <notifications@localhost>"),
  DKIM_DOMAIN: text("example.org").optional(),
  DKIM_SELECTOR: text("graphspace").optional(),
  DKIM_PRIVATE_KEY: text("a PEM private key").optional(),
  AUTH_SECRET: z
    .string()
    .min(32, "must have at least 32 characters; for example the output of: openssl rand -base64 33")
    .optional(),
  EVENTS_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
  HOST_JWT_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
  HOST_JWKS_URL: url("https://graphspace.example.org/jwks.json", "http", "https").optional(),
  EMBED_ORIGINS: list("https://graphspace.example.org").default([]),
  ROLES: list(roles.join(","))
    .default([...roles])
    .pipe(z.array(z.enum(roles, `must be some of ${roles.join(",")}`)).min(1)),
  DEMO: flag.optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  RETENTION_DAYS: number(180, 1).int().default(180),
  CAPTURED_MAIL_DAYS: number(30, 1).int().default(30),
  CAPTURED_MAIL_MAX: number(1000, 1).int().default(1000),
  DIGEST_CHECK_SECONDS: number(60, 1).default(60),
  DIGEST_IDLE_SECONDS: number(60, 0).default(60),
  DIGEST_MAX_UTILIZATION: number(0.4).default(0.4),
  DIGEST_MAX_DELAY_MS: number(50).default(50),
  DIGEST_MAX_LOAD: number(0.5).default(0.5),
  DIGEST_MAX_CPU_PRESSURE: number(10).default(10),
  DIGEST_MAX_IO_PRESSURE: number(5).default(5),
  DIGEST_MAX_BACKENDS: number(0.25).default(0.25),
  DIGEST_DEADLINE_FREQUENT_SECONDS: number(900, 0).default(900),
  DIGEST_DEADLINE_DAILY_SECONDS: number(7200, 0).default(7200),
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

/** The only reader of the environment. Empty variables count as absent. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = environment.safeParse(given);
  if (!parsed.success)
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path[0]?.toString() ?? ""}: ${issue.message}`));
  const values = parsed.data;
  const embedded = values.DATABASE_URL === undefined;
  const demo = values.DEMO ?? embedded;
  const baseUrl = (
    values.BASE_URL ?? `http://${values.HOST === "127.0.0.1" ? "localhost" : values.HOST}:${values.PORT}`
  ).replace(/\/+$/, "");
  const problems: string[] = [];
  if (!embedded && values.AUTH_SECRET === undefined)
    problems.push("AUTH_SECRET: is required with DATABASE_URL; for example the output of: openssl rand -base64 33");
  if (demo && !loopbackHosts.has(values.HOST))
    problems.push(
      "HOST: the demo's accounts have a known password, so it listens on loopback only; set DEMO=0 or HOST=127.0.0.1",
    );
  if (baseUrl.startsWith("http:") && !loopbackHosts.has(new URL(baseUrl).hostname) && !values.INSECURE_HTTP)
    problems.push(
      "BASE_URL: plain http on a public address sends passwords readably; use https, or set INSECURE_HTTP=1",
    );
  for (const place of values.TRUSTED_PROXIES)
    if (!isNetwork(place))
      problems.push(`TRUSTED_PROXIES: ${place} is neither an address nor a network; for example 10.0.0.0/8`);
  for (const origin of values.EMBED_ORIGINS)
    if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      problems.push(`EMBED_ORIGINS: ${origin} is not an origin; for example https://graphspace.example.org`);
  if (values.KAFKA_SASL_MECHANISM !== undefined && (!values.KAFKA_SASL_USERNAME || !values.KAFKA_SASL_PASSWORD))
    problems.push("KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD: are required with KAFKA_SASL_MECHANISM");
  const topics = Object.fromEntries(
    notificationTypeNames.map((type) => [type, values[`KAFKA_TOPIC_${type.toUpperCase()}` as keyof Environment]]),
  ) as Record<NotificationType, string>;
  if (new Set([...Object.values(topics), values.KAFKA_DEAD_LETTER_TOPIC]).size !== notificationTypeNames.length + 1)
    problems.push("KAFKA_TOPIC_…: every type and the dead letters need a topic of their own");
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
