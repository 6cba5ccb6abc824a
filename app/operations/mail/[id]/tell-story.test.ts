import { expect, test } from "vitest";
import type { MailStory } from "@/server/digest/read-mail";
import { tellStory } from "./tell-story";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 8, minute));
const mail = (more: Partial<MailStory>): MailStory => ({
  id: "x",
  address: "ana@lab.org",
  status: "sent",
  subject: "2 unread notifications",
  items: 2,
  attempts: 1,
  claimedAt: at(0),
  claimedBy: "host:1:a",
  settledAt: null,
  response: null,
  runId: "7",
  messageId: "<x@lab.org>",
  composedAt: at(1),
  sendingAt: null,
  retryAt: null,
  headers: null,
  tries: [],
  told: [],
  ...more,
});
const titles = (story: ReturnType<typeof tellStory>) => story.map(({ title }) => title);

test("a mail that went out at once: claimed, written, taken", () => {
  const tries = [{ begunAt: at(1), endedAt: new Date(at(1).getTime() + 40), outcome: "sent", response: "250 ok" }];
  expect(titles(tellStory(mail({ tries }), [], at(9)))).toEqual([
    "Claimed",
    "Written",
    "Attempt 1: taken by the server after 40 ms",
  ]);
});

test("greylisted: the attempt that failed, and when the next one is due", () => {
  const tries = [{ begunAt: at(1), endedAt: at(1), outcome: "temporary", response: "451 later" }];
  const story = tellStory(mail({ status: "retry", tries, retryAt: at(11) }), [], at(6));
  expect(story.at(-1)).toMatchObject({ title: "To come", text: "The next attempt is due in 5 min." });
});

test("no answer, then an administrator's word", () => {
  const tries = [{ begunAt: at(1), endedAt: at(2), outcome: "unknown", response: "The server hung up." }];
  const acts = [
    { at: at(5).toISOString(), by: "admin@lab.org", act: "dismiss" as const, subject: "mail/x", result: {} },
  ];
  const story = tellStory(mail({ status: "dismissed", settledAt: at(5), tries }), acts, at(9));
  expect(titles(story)).toEqual(["Claimed", "Written", "Attempt 1: no answer after 60 s", "Dismissed"]);
  expect(story.at(-1)?.text).toBe("By admin@lab.org.");
});

test("what was read before it went out is not sent, and the story says so", () => {
  const story = tellStory(
    mail({ status: "dismissed", composedAt: null, settledAt: at(2), response: "All of it was read.", items: 0 }),
    [],
    at(9),
  );
  expect(titles(story)).toEqual(["Claimed", "Not sent after all"]);
});
