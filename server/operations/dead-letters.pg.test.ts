import { beforeEach, expect, onTestFinished, test } from "vitest";
import { deadLetterFilter } from "../contract/operations";
import { digestDatabase } from "../testing/database-digest";
import { deliver, eventOf, messageOn } from "../testing/messages";
import { addGraph, addGroup, addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { testRuntime } from "../testing/test-runtime";
import { discardDeadLetter } from "./discard-dead-letter";
import { listActs } from "./list-acts";
import { listDeadLetters } from "./list-dead-letters";
import { readDeadLetter, readPayload } from "./read-dead-letter";
import { rehearseReplay, replayDeadLetter } from "./replay-dead-letter";

const { db } = await testDatabase();
const runtime = testRuntime(db);
const by = "admin@lab.org";

let made = 0;
let owner = "";
beforeEach(async () => {
  owner = `owner${++made}@lab.org`;
  await addPeople(db, owner, `bo${made}@lab.org`, `chen${made}@lab.org`);
});

/** A message for a group that is made only afterwards: once it is there, the message is fine. */
async function tooEarly() {
  const graph = await addGraph(db, "Wnt core", owner, { isPublic: true });
  const [{ next }] = await db.sql<[{ next: number }]>`select nextval('public.group_id_seq')::int + 1 as next`;
  const message = messageOn("group", eventOf("graph.shared", { id: graph, name: "Wnt core" }, { group: { id: next } }));
  expect(await deliver(db, [message])).toMatchObject({ deadLetters: 1, notifications: 0 });
  return {
    id: (await newest()).id,
    message,
    mend: () => addGroup(db, "Wnt Lab", owner, `bo${made}@lab.org`, `chen${made}@lab.org`),
  };
}
const newest = async () => {
  const [first] = (await listDeadLetters(db)).deadLetters;
  if (!first) throw new Error("no dead letter");
  return first;
};
const wait = async () => (await listDeadLetters(db, { state: "waiting" })).deadLetters.map(({ id }) => id);
const told = async () =>
  (
    await db.sql<[{ n: number }]>`select count(*)::int as n from notification.notification n
    join notification.event e on e.id = n.event_id where e.resource_name = 'Wnt core' and e.ingested_at > now() - interval '1 hour'`
  )[0].n;

test("a rehearsal says what would happen by doing it, and nothing has happened", async () => {
  const { id, mend } = await tooEarly();
  await mend();
  // Bo wants mail, Chen none about groups, the owner none at all.
  await db.sql`
    insert into notification.email_schedule (user_id, cadence)
    select id, case when email = ${owner} then 'off' else 'daily' end from public."user" where email like ${`%${made}@lab.org`}`;
  await db.sql`
    insert into notification.preference (user_id, type, channel, enabled)
    select id, 'group', 'email', false from public."user" where email = ${`chen${made}@lab.org`}`;
  const before = await digestDatabase(db);
  const counted = async () => (await runtime.metrics.notificationsOut.get()).values[0]?.value;
  const seen = await counted();
  const handed: unknown[] = [];
  onTestFinished(runtime.handover.take({ isOpen: () => true, tell: (arrivals) => handed.push(arrivals) > 0 }));
  expect(await rehearseReplay(runtime, id)).toEqual({
    refused: null,
    notifications: 3,
    people: [`bo${made}@lab.org`, `chen${made}@lab.org`, owner],
    mails: 1,
  });
  expect(await digestDatabase(db)).toEqual(before);
  expect(await counted()).toBe(seen);
  expect(handed).toEqual([]);
});

test("replaying does exactly what the rehearsal said, once, and who asked is written down", async () => {
  const { id, mend, message } = await tooEarly();
  await mend();
  const before = await told();
  const said = await rehearseReplay(runtime, id);
  expect(await replayDeadLetter(runtime, { id, by })).toEqual(said);
  expect(await told()).toBe(before + said.notifications);
  expect(await wait()).not.toContain(id);
  await expect(replayDeadLetter(runtime, { id, by })).rejects.toMatchObject({ status: 409 });
  expect(await told()).toBe(before + said.notifications);
  // Its topic read again from the beginning.
  expect(await deliver(db, [message])).toMatchObject({ notifications: 0, deadLetters: 0 });
  expect(await told()).toBe(before + said.notifications);
  const detail = await readDeadLetter(db, id);
  expect(detail.state).toBe("replayed");
  expect(detail.acts).toEqual([
    { at: expect.any(String), by, act: "replay", subject: `dead-letter/${id}`, result: { notifications: 3, mails: 0 } },
  ]);
});

test("two administrators at once: one replay", async () => {
  const { id, mend } = await tooEarly();
  await mend();
  const before = await told();
  const both = await Promise.allSettled([replayDeadLetter(runtime, { id, by }), replayDeadLetter(runtime, { id, by })]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await told()).toBe(before + 3);
});

test("what still cannot be processed says why today, and stays exactly as it was", async () => {
  const { id } = await tooEarly();
  const before = await digestDatabase(db);
  const { refused } = await rehearseReplay(runtime, id);
  expect(refused).toMatch(/group/);
  await expect(replayDeadLetter(runtime, { id, by })).rejects.toMatchObject({
    status: 409,
    message: expect.stringContaining(refused as string),
  });
  expect(await digestDatabase(db)).toEqual(before);
});

test("an event that came by another way meanwhile tells nobody twice", async () => {
  const { id, mend } = await tooEarly();
  await mend();
  const value = await readPayload(db, id);
  await deliver(db, [messageOn("group", value)]);
  const before = await told();
  expect(await rehearseReplay(runtime, id)).toMatchObject({ refused: null, notifications: 0 });
  await replayDeadLetter(runtime, { id, by });
  expect(await told()).toBe(before);
});

test("a topic that no type has any more cannot be replayed, and says which setting to look at", async () => {
  const { id } = await tooEarly();
  const renamed = testRuntime(db, { KAFKA_TOPIC_GROUP: "renamed" });
  await expect(rehearseReplay(renamed, id)).rejects.toMatchObject({ status: 409, message: /KAFKA_TOPIC_/ });
});

test("a discarded one waits no more, keeps its bytes, and can still be replayed", async () => {
  const { id, mend } = await tooEarly();
  await discardDeadLetter(db, { id, by });
  await expect(discardDeadLetter(db, { id, by })).rejects.toMatchObject({ status: 409 });
  expect(await wait()).not.toContain(id);
  expect((await listDeadLetters(db, { state: "discarded" })).deadLetters.map((each) => each.id)).toContain(id);
  await mend();
  expect((await replayDeadLetter(runtime, { id, by })).notifications).toBe(3);
  expect((await listActs(db, { subject: `dead-letter/${id}` })).map(({ act }) => act)).toEqual(["replay", "discard"]);
});

test("one looks inside: headers, key, bytes, place and reason, with nothing hidden", async () => {
  const value = Buffer.from([0xff, 0x00, 0x41]);
  await deliver(db, [
    messageOn("owner", value, {
      key: Buffer.from("graph/\u202e42"),
      headers: { trace: "a\x1bb" },
      partition: 7,
      offset: 99n,
    }),
  ]);
  const { id } = await newest();
  expect(await readDeadLetter(db, id)).toMatchObject({
    state: "waiting",
    topic: "owner",
    partition: 7,
    offset: "99",
    bytes: 3,
    key: "graph/⟨U+202E⟩42",
    headers: { trace: "a⟨U+001B⟩b" },
    payload: { form: "bytes" },
  });
  expect(await readPayload(db, id)).toEqual(value);
});

test("the list goes on where it ended, by topic and state, and counts what waits", async () => {
  await deliver(
    db,
    Array.from({ length: 60 }, () => messageOn("watching", "not json")),
  );
  const first = await listDeadLetters(db, { topic: "watching", state: "waiting" });
  expect(first.deadLetters).toHaveLength(50);
  const second = await listDeadLetters(db, { topic: "watching", state: "waiting", before: first.nextBefore as string });
  expect(second.deadLetters).toHaveLength(10);
  expect(second.nextBefore).toBeNull();
  expect(new Set([...first.deadLetters, ...second.deadLetters].map(({ id }) => id)).size).toBe(60);
  expect(first.waiting).toBe(
    (
      await db.sql`
    select from notification.dead_letter where replayed_at is null and discarded_at is null`
    ).count,
  );
});

test("a topic that no database could hold is refused before it is asked", () => {
  expect(deadLetterFilter.safeParse({ topic: "group" }).success).toBe(true);
  expect(deadLetterFilter.safeParse({ topic: "a\0" }).success).toBe(false);
});

test.each(["0", "-1", "x", "9".repeat(30)])("there is no dead letter %s", async (id) => {
  for (const look of [readDeadLetter, readPayload]) await expect(look(db, id)).rejects.toMatchObject({ status: 404 });
  await expect(rehearseReplay(runtime, id)).rejects.toMatchObject({ status: 404 });
  await expect(discardDeadLetter(db, { id, by })).rejects.toMatchObject({ status: 404 });
});
