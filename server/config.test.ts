import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ConfigError, readConfig } from "./config";

const problemsOf = (env: Record<string, string>) => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

test("whatever is wrong or missing, alone or between settings, is named at once, each with an example", () => {
  const problems = problemsOf({
    PORT: "http",
    BASE_URL: "https://lab.example.org/notifications",
    DATABASE_URL: "postgresql://u@127.0.0.1/graphspace",
    KAFKA_BROKERS: "kafka",
    KAFKA_SASL_MECHANISM: "magic",
    KAFKA_TOPIC_OWNER: "group",
    EVENTS_TOKEN: "short",
    EMBED_ORIGINS: "wiki",
    MAIL_FROM: "us",
    DKIM_DOMAIN: "example.org",
    ROLES: "web,cook",
    DEMO: "perhaps",
    LOG_LEVEL: "loud",
    RETENTION_DAYS: "0.5",
  });
  expect(problems.map((problem) => problem.split(":")[0]).sort()).toEqual([
    "AUTH_SECRET",
    "BASE_URL",
    "DEMO",
    "DKIM_SELECTOR, DKIM_PRIVATE_KEY",
    "EMBED_ORIGINS",
    "EVENTS_TOKEN",
    "KAFKA_BROKERS",
    "KAFKA_SASL_MECHANISM",
    "KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD",
    "KAFKA_TOPIC_…",
    "LOG_LEVEL",
    "MAIL_FROM",
    "PORT",
    "RETENTION_DAYS",
    "ROLES",
  ]);
  for (const problem of problems) expect(problem).toContain("for example");
});

test.each<[Record<string, string>, string | undefined]>([
  [{ KAFKA_BROKERS: "127.0.0.1:9092, [::1]:9093" }, undefined],
  [{ KAFKA_BROKERS: "," }, "KAFKA_BROKERS"],
  [{ KAFKA_SASL_MECHANISM: "SCRAM-SHA-256", KAFKA_SASL_USERNAME: "u", KAFKA_SASL_PASSWORD: "p" }, undefined],
  [{ HOST: "::1" }, undefined],
  [{ HOST: "not a host" }, "HOST"],
  [{ PORT: "65536" }, "PORT"],
  [{ PORT: "0" }, "PORT"],
  [{ BASE_URL: "https://lab.example.org/" }, undefined],
  [{ BASE_URL: "https://LAB.example.org:443" }, undefined],
  [{ BASE_URL: "https://ana:secret@lab.example.org" }, "BASE_URL"],
  [{ BASE_URL: "https://lab.example.org/#here" }, "BASE_URL"],
  [{ KAFKA_BROKERS: "127.0.0.1:65535" }, undefined],
  [{ KAFKA_BROKERS: "127.0.0.1:65536" }, "KAFKA_BROKERS"],
  [{ KAFKA_BROKERS: "127.0.0.1:0" }, "KAFKA_BROKERS"],
  [{ KAFKA_TOPIC_OWNER: "..." }, undefined],
  [{ KAFKA_TOPIC_OWNER: ".." }, "KAFKA_TOPIC_OWNER"],
  [{ SMTP_URL: "smtp://" }, "SMTP_URL"],
  [{ SMTP_URL: "smtp://127.0.0.1:25" }, undefined],
  [{ MAIL_FROM: "notifications@lab.example.org" }, undefined],
])("%o: %s", (env, name) => {
  expect(problemsOf(env).map((problem) => problem.split(":")[0])).toEqual(name ? [name] : []);
});

test("who is trusted to name another address is an address or a network", () => {
  expect(problemsOf({ TRUSTED_PROXIES: "10.0.0.7, fd00::/8" })).toEqual([]);
  expect(problemsOf({ TRUSTED_PROXIES: "10.0.0.7,proxy,10.0.0.0/" })).toEqual(
    ["proxy", "10.0.0.0/"].map(
      (place) => `TRUSTED_PROXIES: ${place} is neither an address nor a network; for example 10.0.0.0/8`,
    ),
  );
});

test.each(["https://graphspace.example.org/", "graphspace.example.org", "https://*.example.org/a", "null"])(
  "%s is no origin to embed the bell in",
  (origin) => {
    expect(problemsOf({ EMBED_ORIGINS: `https://wiki.example.org,${origin}` })).toEqual([
      `EMBED_ORIGINS: ${origin} is not an origin; for example https://graphspace.example.org`,
    ]);
  },
);

test("settings that would leave mail without a sender, or unsigned, stop the start", () => {
  for (const MAIL_FROM of ["GraphSpace", "a@b.org\nBcc: c@d.org", "a@b.org, c@d.org"])
    expect(problemsOf({ MAIL_FROM })).toEqual([expect.stringMatching(/^MAIL_FROM: must hold an e-mail address; for/)]);
  for (const MAIL_FROM of ["a@b.org", "Grüße, alle <a@b.org>"]) expect(problemsOf({ MAIL_FROM })).toEqual([]);
  expect(problemsOf({ DKIM_DOMAIN: "b.org", DKIM_SELECTOR: "x" })).toEqual([
    expect.stringMatching(/^DKIM_PRIVATE_KEY: .*together/),
  ]);
  expect(problemsOf({ DKIM_PRIVATE_KEY: "x" })).toContainEqual(
    expect.stringMatching(/^DKIM_PRIVATE_KEY: must be a private/),
  );
});

/** `NAME: value` below a service, with `${NAME:-default}` as Compose reads it. */
function composeEnvironment(service: string): Record<string, string> {
  const [, lines = ""] = new RegExp(`\\n  ${service}:\\n(?:    .*\\n)*?    environment:\\n((?:      .*\\n)*)`).exec(
    readFileSync("compose.yaml", "utf8"),
  ) as unknown as [string, string];
  const given = [...lines.matchAll(/^ {6}([A-Z_]+): (.*)$/gm)];
  return Object.fromEntries(
    given.map(([, name, value = ""]) => [
      name,
      value.replace(/\$\{\w+(?::-([^}]*)|:\?[^}]*)\}/g, (_, fallback?: string) => fallback ?? "x".repeat(32)),
    ]),
  );
}

test("the image as compose starts it has settings that all exist and work", () => {
  const [, inImage = ""] = /^ENV (.*)$/m.exec(readFileSync("Dockerfile", "utf8")) ?? [];
  const env = {
    ...Object.fromEntries(inImage.split(" ").map((pair) => pair.split("=") as [string, string])),
    ...composeEnvironment("app"),
  };
  const { NODE_ENV, ...settings } = env as Record<string, string>;
  const config = readConfig(settings);
  expect(config).toMatchObject({ HOST: "0.0.0.0", DATA_DIR: "/data", embedded: false, demo: false });
  expect(config.KAFKA_BROKERS).toEqual(["kafka:9092"]);
  const known = readFileSync("server/config.ts", "utf8");
  for (const name of Object.keys(settings)) expect(known, name).toMatch(new RegExp(`^  ${name}:`, "m"));
});
