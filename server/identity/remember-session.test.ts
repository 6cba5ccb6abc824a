import { expect, test } from "vitest";
import type { Runtime } from "../runtime";
import { recallSession, rememberSession } from "./remember-session";
import { tokenHash } from "./secrets";
import type { Viewer } from "./viewer";

const until = Date.now() + 60_000;
const viewer: Viewer = { userId: 1, email: "a", name: "a", admin: false, sessionId: "s", via: "session" };
const remember = (runtime: Runtime, token: string) =>
  rememberSession(runtime, tokenHash(token), { viewer, version: "1", until });

test("no more than 10,000 sessions are remembered, and those read last stay", () => {
  const runtime = {} as Runtime;
  for (let n = 0; n < 10_000; n++) remember(runtime, `t${n}`);
  remember(runtime, "t0");
  remember(runtime, "one more");
  const known = ["t0", "t1", "t2", "t9999", "one more"].filter((token) => recallSession(runtime, token) !== null);
  expect(known).toEqual(["t0", "t2", "t9999", "one more"]);
});

test("what is forgotten is not known, and another server knows nothing of it", () => {
  const runtime = {} as Runtime;
  remember(runtime, "t");
  expect(recallSession(runtime, "t")).toMatchObject({ viewer });
  expect(recallSession({} as Runtime, "t")).toBeNull();
  rememberSession(runtime, tokenHash("t"), null);
  expect(recallSession(runtime, "t")).toBeNull();
});
