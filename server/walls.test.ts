import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";

/** What lint says about files, each of which imports one target; "" when it is content. */
function lint(imports: Record<string, string>): string {
  const place = mkdtempSync(path.join(tmpdir(), "graphspace-walls-"));
  try {
    const { vcs: _, $schema: __, ...config } = JSON.parse(readFileSync("biome.json", "utf8"));
    writeFileSync(path.join(place, "biome.json"), JSON.stringify(config));
    for (const [file, target] of Object.entries(imports)) {
      mkdirSync(path.dirname(path.join(place, file)), { recursive: true });
      writeFileSync(path.join(place, file), `import "${target}";\n`);
    }
    const biome = path.resolve("node_modules/@biomejs/biome/bin/biome");
    const options = { cwd: place, encoding: "utf8" } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [biome, "lint", "--colors=off"], options);
    return status === 0 ? "" : stdout + stderr;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

describe("imports flow down only", () => {
  const refused: [string, string, RegExp][] = [
    ["server/ingest/x.ts", "../push/socket-server", /push, digest and workspace are reached through the database/],
    ["server/workspace/x.ts", "../ingest/handle-batch", /publishing an event \(outbox\/publish\)/],
    ["server/digest/x.ts", "../push/socket-server", /it follows the database/],
    ["server/inbox/x.ts", "../push/socket-server", /follows the database \(wake/],
    ["server/access/x.ts", "../inbox/list-notifications", /access may import contract and database/],
    ["server/contract/x.ts", "../errors", /ground floor/],
    ["server/inbox/x.ts", "../process", /Only server\/main.ts imports process/],
    ["app/x.tsx", "@/server/database/database", /hold no SQL/],
    ["app/x.tsx", "postgres", /hold no SQL/],
    ["components/notifications/x.tsx", "@/server/inbox/list-notifications", /@\/server\/contract only/],
  ];
  test.each(refused)("%s may not import %s, and is told what to do instead", (file, target, message) => {
    expect(lint({ [file]: target })).toMatch(message);
  });

  const allowed: [string, string][] = [
    ["server/ingest/x.ts", "../inbox/store-batch"],
    ["server/inbox/x.ts", "../access/access-of"],
    ["server/push/x.ts", "../identity/read-session"],
    ["server/inbox/x.ts", "../../drizzle/schema"],
    ["server/ingest/x.test.ts", "../push/socket-server"],
    ["components/notifications/x.tsx", "@/server/contract/notification"],
  ];
  test.each(allowed)("%s may import %s", (file, target) => {
    expect(lint({ [file]: target })).toBe("");
  });

  test("no two files import each other", () => {
    expect(lint({ "server/inbox/x.ts": "./y", "server/inbox/y.ts": "./x" })).toMatch(/part of a cycle/);
  });

  test("every room has its wall", () => {
    // These stand above all rooms, or hold no rule of their own.
    const free = new Set(["commands", "database", "demo", "operations", "testing"]);
    const { overrides } = JSON.parse(readFileSync("biome.json", "utf8")) as { overrides: { includes: string[] }[] };
    const walled = new Set(overrides.map(({ includes }) => includes[0]));
    const rooms = readdirSync("server", { withFileTypes: true }).filter((entry) => entry.isDirectory());
    for (const { name } of rooms) if (!free.has(name)) expect(walled).toContain(`server/${name}/**`);
  });
});

test("no zod reaches the browser: it is large, and its probe for eval offends the content security policy", () => {
  const valueImports = (file: string) =>
    [...readFileSync(file, "utf8").matchAll(/^(?:import|export) (?!type )([^;]*?)from "([^"]+)"/gm)]
      .filter(([, names = ""]) => !/^\{\s*(type \w+,?\s*)+\}\s*$/.test(names))
      .map(([, , from = ""]) => from);
  const contract = (name: string) => path.join("server/contract", `${name}.ts`);
  const holdsZod = (name: string, seen = new Set<string>()): boolean => {
    if (seen.has(name)) return false;
    seen.add(name);
    return valueImports(contract(name)).some((from) => from === "zod" || holdsZod(from.replace("./", ""), seen));
  };
  const offenders = readdirSync("components", { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test/.test(file))
    .flatMap((file) =>
      valueImports(path.join("components", file))
        .filter((from) => from === "zod" || (from.startsWith("@/server/contract/") && holdsZod(path.basename(from))))
        .map((from) => `${file} imports ${from}`),
    );
  expect(offenders).toEqual([]);
});

type Locked = { version: string; dev?: true; optionalDependencies?: Record<string, string> };
const { packages: locked } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
  packages: Record<string, Locked>;
};

describe("floors below which a library has a known hole", () => {
  const floors: Record<string, string> = {
    next: "16.2.11",
    "socket.io-parser": "4.2.7",
    "engine.io": "6.6.7",
    nodemailer: "10.6.0",
  };
  const numbers = (version: string) => version.split(/[.-]/).slice(0, 3).map(Number);
  const atLeast = (version: string, floor: string) => {
    const [a, b] = [numbers(version), numbers(floor)];
    const at = a.findIndex((number, index) => number !== b[index]);
    return at === -1 || (a[at] as number) > (b[at] as number);
  };
  test.each(Object.entries(floors))("%s is at least %s, wherever it is shipped", (name, floor) => {
    const shipped = Object.entries(locked).filter(([at, { dev }]) => at.endsWith(`node_modules/${name}`) && !dev);
    expect(shipped.length).toBeGreaterThan(0);
    for (const [at, { version }] of shipped) expect(atLeast(version, floor), `${at} ${version}`).toBe(true);
  });
});

// npm leaves out those that its registry could not show it; `npm ci` then refuses the whole file.
test("the lock file names the binaries of every platform", () => {
  const named = new Set(Object.keys(locked).map((at) => at.slice(at.lastIndexOf("node_modules/") + 13)));
  const wanted = Object.values(locked).flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}));
  expect(wanted.filter((name) => !named.has(name))).toEqual([]);
});
