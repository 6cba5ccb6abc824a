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

test("every wrong setting is named at once, with an example", () => {
  const problems = problemsOf({ PORT: "http", BASE_URL: "ftp://x", EVENTS_TOKEN: "short" });
  expect(problems.map((problem) => problem.split(":")[0]).sort()).toEqual(["BASE_URL", "EVENTS_TOKEN", "PORT"]);
  expect(problems.join()).toContain("for example https://notifications.example.org");
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
