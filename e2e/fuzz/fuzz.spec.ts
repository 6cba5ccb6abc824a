import { rmSync } from "node:fs";
import path from "node:path";
import { type App, startApp, untilReady } from "../../server/testing/start-app";
import { demoToken, expect, password, people, test } from "../fixtures";
import { findSchemathesis, fuzz } from "./schemathesis";

// An application of its own: what is sent here would be in every other test's way.

const place = path.join(process.env.E2E_DATA_DIR ?? "", "..", `graphspace-fuzz-${process.pid}`);
let app: App;
let found: Awaited<ReturnType<typeof findSchemathesis>>;

test.setTimeout(300_000);
test.beforeAll(async () => {
  test.setTimeout(300_000);
  found = await findSchemathesis();
  if ("missing" in found) return console.warn(`\nSKIPPED: ${found.missing}\n`);
  app = await startApp({ DATA_DIR: place, LOG_LEVEL: "error" });
  await untilReady(app);
});
test.afterAll(async () => {
  app?.kill("SIGTERM");
  await app?.ended;
  rmSync(place, { recursive: true, force: true });
});

async function signIn(person: keyof typeof people): Promise<Record<string, string>> {
  const answer = await fetch(`${app.url}/api/auth/sign-in`, {
    method: "POST",
    headers: { Origin: app.url, "Content-Type": "application/json" },
    body: JSON.stringify({ email: people[person], password }),
  });
  expect(answer.status).toBe(200);
  return { Cookie: answer.headers.getSetCookie()[0]?.split(";")[0] ?? "", Origin: app.url };
}

/** These end the session that asks, or empty the inbox that the others read. */
const ending = "deleteAuthDevicesById|putAuthPassword|postAuthSignOut|deleteSettingsNotifications";
const notSignedIn = "postAuth|postEvents|SettingsTokens";
type Visit = { as?: keyof typeof people; token?: string; options: string[]; staysSignedIn?: boolean };
const visits: Record<string, Visit> = {
  "a person's calls, each field at its limits and past them": {
    as: "ana",
    options: ["--phases", "examples,coverage", "--exclude-operation-id-regex", `${ending}|${notSignedIn}`],
    staysSignedIn: true,
  },
  "a person's calls at random, and one after the other": {
    as: "bo",
    options: ["--phases", "fuzzing,stateful", "-n", "20", "--exclude-operation-id-regex", `${ending}|${notSignedIn}`],
    staysSignedIn: true,
  },
  "calls that end a session or empty an inbox": {
    as: "chen",
    options: ["-n", "10", "--include-operation-id-regex", ending],
  },
  "an administrator's calls": {
    as: "admin",
    // Without an administrator's session these do not exist: 404, not the 401 that this check wants to see.
    options: [
      "-n",
      "20",
      "--include-operation-id-regex",
      "SettingsTokens|Operations",
      "--exclude-checks",
      "ignored_auth",
    ],
    staysSignedIn: true,
  },
  "a producer's events": { token: demoToken, options: ["-n", "40", "--include-operation-id", "postEventsByTopic"] },
  "everything, by a stranger": { options: ["--phases", "examples,coverage,fuzzing", "-n", "5"] },
};

for (const [title, { as, token, options, staysSignedIn }] of Object.entries(visits))
  test(`no server error and no undocumented answer: ${title}`, async () => {
    test.skip("missing" in found, "missing" in found ? found.missing : "");
    if ("missing" in found) return;
    const headers = as ? await signIn(as) : token ? { Authorization: `Bearer ${token}` } : {};
    const { code, output, cases } = await fuzz(found.program, { url: app.url, headers, options, place });
    expect(code, output.slice(output.indexOf("= FAILURES"))).toBe(0);
    expect(cases, output).toBeGreaterThan(50);
    // Otherwise all it saw was a closed door.
    if (staysSignedIn) expect((await fetch(`${app.url}/api/auth/session`, { headers })).status).toBe(200);
    console.log(`${title}: ${cases} calls`);
  });
