import { beforeEach, expect, test } from "vitest";
import { deliver, eventOf, messageOn } from "../testing/messages";
import { addGraph, addGroup, addLayout, addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import type { IncomingMessage } from "./message";

const { db } = await testDatabase();
await addPeople(db, "ana@lab.org", "bo@lab.org");
const lab = await addGroup(db, "Wnt Lab", "ana@lab.org", "bo@lab.org");
const wnt = await addGraph(db, "Wnt", "ana@lab.org", { groups: [lab] });
const layout = await addLayout(db, "circle", "ana@lab.org", wnt);

const good = (data: object = {}, envelope: object = {}) => eventOf("graph.updated", { id: wnt }, data, envelope);
const resource = (fields: object) => good({ resource: { type: "graph", id: wnt, ...fields } });
const without = (field: string) => ({ ...good(), [field]: undefined });
const nested = (levels: number): unknown => (levels === 0 ? 1 : { n: nested(levels - 1) });
const raw = (text: string) => Buffer.from(text);
const hoursFromNow = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const original = (fields: object = {}) => ({
  owner_email: "ana@lab.org",
  message: "Graph Wnt updated.",
  resource: "graph",
  resource_id: wnt,
  type: "update",
  ...fields,
});
const on = (value: unknown, more: Partial<IncomingMessage> = {}) => messageOn("owner", value, more);

/** What becomes a dead letter, and the field its reason names ("" is the whole message). */
const bad: [name: string, message: () => IncomingMessage, field: string][] = [
  ["a tombstone", () => on(null), ""],
  ["an empty value", () => on(raw("")), ""],
  ["spaces only", () => on(raw("   ")), ""],
  ["no JSON", () => on(raw("hello")), ""],
  ["half a JSON", () => on(raw(JSON.stringify(good()).slice(0, -1))), ""],
  ["an array", () => on(raw(JSON.stringify([good()]))), ""],
  ["a number", () => on(raw("42")), ""],
  ["null", () => on(raw("null")), ""],
  ["a string", () => on(raw('"graph.updated"')), ""],
  ["bytes that are no UTF-8", () => on(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])), ""],
  ["UTF-16", () => on(Buffer.from(`\uFEFF${JSON.stringify(good())}`, "utf16le")), ""],
  ["a raw NUL", () => on(raw(JSON.stringify(good({ note: "a@b" })).replace("a@b", "a\0b"))), ""],
  ["an escaped NUL in a value", () => on(good({ note: "a\0b" })), "data.note"],
  ["an escaped NUL deep inside", () => on(good({ deep: [{ list: ["fine", "\0"] }] })), "data.deep.0.list.1"],
  ["an escaped NUL in a key", () => on(good({ "no\0te": 1 })), "data"],
  ["half a surrogate pair", () => on(good({ note: "a\ud83d" })), "data.note"],
  ["half a surrogate pair in a key", () => on(good({ "\udc00": 1 })), "data"],
  ["over 512 KB", () => on(good({ note: "x".repeat(512 * 1024) })), ""],
  ["nested over 32 deep", () => on(good({ n: nested(31) })), ""],
  ["a bomb of brackets", () => on(raw("[".repeat(400_000))), ""],
  ["no envelope", () => on({ hello: "world" }), "specversion"],
  ["another specversion", () => on(good({}, { specversion: "0.3" })), "specversion"],
  ["no id", () => on(without("id")), "id"],
  ["an empty id", () => on(good({}, { id: "" })), "id"],
  ["an id over 256 characters", () => on(good({}, { id: "i".repeat(257) })), "id"],
  ["a number as id", () => on(good({}, { id: 5 })), "id"],
  ["no source", () => on(without("source")), "source"],
  ["a source that is ours alone", () => on(good({}, { source: "/graphspace/original" })), "source"],
  ["an unknown verb", () => on(good({}, { type: "graph.exploded" })), "type"],
  ["no time", () => on(without("time")), "time"],
  ["a time that is none", () => on(good({}, { time: "yesterday" })), "time"],
  ["the 30th of February", () => on(good({}, { time: "2026-02-30T00:00:00Z" })), "time"],
  ["a time more than 24 hours ahead", () => on(good({}, { time: hoursFromNow(25) })), "time"],
  ["a subject that is not the resource", () => on(good({}, { subject: "graph/999" })), "subject"],
  ["no data", () => on(without("data")), "data"],
  ["data that is a list", () => on(good({}, { data: [] })), "data"],
  ["no resource", () => on(good({ resource: undefined })), "data.resource"],
  ["an unknown kind of resource", () => on(resource({ type: "node" })), "data.resource.type"],
  ["a verb of another kind of resource", () => on(resource({ type: "layout", id: layout })), "data.resource.type"],
  ["a negative resource id", () => on(resource({ id: -1 })), "data.resource.id"],
  ["resource id 0", () => on(resource({ id: 0 })), "data.resource.id"],
  ["half a resource id", () => on(resource({ id: 1.5 })), "data.resource.id"],
  ["a resource id in words", () => on(resource({ id: "one" })), "data.resource.id"],
  ["a resource id with SQL", () => on(resource({ id: "1; drop table graph" })), "data.resource.id"],
  ["a resource id over 2,147,483,647", () => on(resource({ id: 2_147_483_648 })), "data.resource.id"],
  [
    "a resource id over all numbers",
    () => on(raw(JSON.stringify(good()).replace(/"id":\d+/, '"id":1e400'))),
    "data.resource.id",
  ],
  ["a name over 256 characters", () => on(resource({ name: "n".repeat(257) })), "data.resource.name"],
  ["a javascript: url", () => on(resource({ url: "javascript:alert(1)" })), "data.resource.url"],
  ["a url without a scheme", () => on(resource({ url: "//evil.org/x" })), "data.resource.url"],
  ["a url with a tab in it", () => on(resource({ url: "/\t/evil.org" })), "data.resource.url"],
  ["an actor that is an object", () => on(good({ actor: { name: "x" } })), "data.actor"],
  [
    "a negative total of changes",
    () => on(good({ changes: { nodesAdded: { total: -1 } } })),
    "data.changes.nodesAdded.total",
  ],
  ["an unknown group", () => messageOn("group", good({ group: { id: 999_999 } })), "data.group"],
  ["a group id that is none", () => messageOn("group", good({ group: { id: "x" } })), "data.group.id"],
  ["an owner neither in the database nor given", () => on(resource({ id: 999_999 })), "data.owner"],
  ["an original without text", () => on(original({ message: undefined })), "message"],
  ["an original with an empty text", () => on(original({ message: "" })), "message"],
  ["an original of an unknown type", () => on(original({ type: "explode" })), "type"],
  ["an original pair that GraphSpace never sends", () => on(original({ resource: "group", type: "add" })), "type"],
  ["an original with a negative id", () => on(original({ resource_id: "-4" })), "resource_id"],
  [
    "an original of an unknown group",
    () => messageOn("group", original({ type: "share", group_id: "999999" })),
    "group_id",
  ],
  ["an original without a group on group", () => messageOn("group", original({ type: "share" })), "group_id"],
  [
    "an original without an owner, of a thing that is gone",
    () => on(original({ owner_email: null, resource_id: 999_999, type: "delete" })),
    "owner_email",
  ],
  [
    "a binary one with a NUL in a header",
    () =>
      on(
        { actor: "x", resource: { type: "graph", id: wnt } },
        {
          headers: {
            ce_specversion: "1.0",
            ce_id: "a\0b",
            ce_source: "/x",
            ce_type: "graph.updated",
            ce_time: hoursFromNow(0),
          },
        },
      ),
    "id",
  ],
];

/** What looks odd and is a row all the same. */
const odd: [name: string, message: () => IncomingMessage][] = [
  ["an unknown actor", () => on(good({ actor: "robot_9000" }))],
  ["no actor", () => on(good({ actor: null }))],
  ["a time in the year 1", () => on(good({}, { time: "0001-01-01T00:00:00Z" }))],
  ["a time in the year 0", () => on(good({}, { time: "0000-01-01T00:00:00Z" }))],
  ["a time almost 24 hours ahead", () => on(good({}, { time: hoursFromNow(23) }))],
  ["a small t and z", () => on(good({}, { time: new Date().toISOString().toLowerCase() }))],
  ["nanoseconds and a zone", () => on(good({}, { time: "2026-01-05T10:11:12.123456789+05:30" }))],
  ["a BOM", () => on(raw(`\uFEFF${JSON.stringify(good())}`))],
  ["unknown extra fields", () => on(good({ mood: "fine", list: [{ a: 1 }] }, { extension: "x" }))],
  [
    "keys called __proto__ and constructor",
    () => on(raw(JSON.stringify(good()).replace('"data":{', '"data":{"__proto__":{"admin":true},"constructor":1,'))),
  ],
  [
    "duplicate keys",
    () => on(raw(JSON.stringify(good()).replace('"specversion":"1.0"', '"specversion":"0.1","specversion":"1.0"'))),
  ],
  [
    "huge numbers",
    () =>
      on(
        raw(
          JSON.stringify(good()).replace(
            '"data":{',
            '"data":{"big":1e400,"long":123456789012345678901234567890,"tiny":1e-400,',
          ),
        ),
      ),
  ],
  ["a resource id as a decimal string", () => on(resource({ id: String(wnt) }))],
  ["a name of exactly 256 characters", () => on(resource({ name: "ß".repeat(256) }))],
  ["quotes, markup and SQL in a name", () => on(resource({ name: `<script>'; drop table "user"; -- \\u0000 \\` }))],
  ["emoji, right-to-left and combining marks", () => on(resource({ name: "🧬 \u202eabc e\u0301 \u{10ffff}" }))],
  ["an escaped backslash before u0000", () => on(good({ note: "\\u0000" }))],
  ["just under 512 KB", () => on(good({ note: "x".repeat(511 * 1024) }))],
  ["nested exactly 32 deep", () => on(good({ n: nested(30) }))],
  [
    "a thousand long tags",
    () => on(good({ tags: Array.from({ length: 1000 }, (_, index) => `${index}${"𝒳".repeat(120)}`) })),
  ],
  ["an empty name", () => on(resource({ name: "" }))],
  ["a group without a name", () => messageOn("group", good({ group: { id: lab } }))],
  [
    "a thing that is gone, with its owner",
    () => on(good({ resource: { type: "graph", id: 999_998 }, owner: "ana@lab.org" })),
  ],
  ["an original", () => on(original())],
  [
    "an original with extras and an id from a URL",
    () => on(original({ resource_id: String(wnt), more: { than: "that" } })),
  ],
  ["an original whose owner is null", () => on(original({ owner_email: null }))],
  ["an original whose owner is missing", () => on(original({ owner_email: undefined }))],
  ["a timestamp that is none", () => on(original(), { timestamp: new Date(Number.NaN) })],
  ["a timestamp beyond all calendars", () => on(original(), { timestamp: new Date(8_640_000_000_000_000) })],
  ["a key that is no text", () => on(good(), { key: Buffer.from([0, 255, 0]) })],
  [
    "headers of all kinds",
    () => on(good(), { headers: { "": "", "x\0y": "\0", "content-type": "application/cloudevents+json" } }),
  ],
  [
    "binary mode",
    () =>
      on(
        { actor: "ana@lab.org", resource: { type: "graph", id: wnt } },
        {
          headers: {
            "content-type": "application/json",
            ce_specversion: "1.0",
            ce_id: crypto.randomUUID(),
            ce_source: "/binary",
            ce_type: "graph.updated",
            ce_time: hoursFromNow(0),
            ce_subject: `graph/${wnt}`,
          },
        },
      ),
  ],
];

beforeEach(() => db.sql`truncate notification.event, notification.notification, notification.dead_letter`);

const counts = async () => {
  const [row] = await db.sql<[{ events: number; rows: number; dead: number }]>`
    select (select count(*)::int from notification.event) as events,
      (select count(*)::int from notification.notification) as rows,
      (select count(*)::int from notification.dead_letter) as dead`;
  return row;
};

test.each(bad)("%s is a dead letter that names the field, whole, and no row", async (_, message, field) => {
  const sent = message();
  await deliver(db, [sent]);
  expect(await counts()).toEqual({ events: 0, rows: 0, dead: 1 });
  const [letter] = await db.sql`select field, reason, value, key, topic, "offset" from notification.dead_letter`;
  expect(letter).toMatchObject({ field, topic: sent.topic, offset: String(sent.offset) });
  expect(sent.value === null ? letter?.value === null : sent.value.equals(letter?.value)).toBe(true);
  expect(letter?.reason).toContain(field);
  expect(letter?.reason.length).toBeGreaterThan(field.length + 5);
});

test("a dead letter says everything that is wrong, the field of the first by itself", async () => {
  await deliver(db, [on({ ...good(), id: "", time: "yesterday" })]);
  const [letter] = await db.sql`select field, reason from notification.dead_letter`;
  expect(letter).toEqual({ field: "id", reason: "id must not be empty; time must be an RFC 3339 time" });
});

test.each(odd)("%s is a row", async (_, message) => {
  await deliver(db, [message()]);
  const [letter] = await db.sql`select reason from notification.dead_letter`;
  expect(letter).toBeUndefined();
  expect(await counts()).toMatchObject({ events: 1, dead: 0 });
  expect((await counts()).rows).toBeGreaterThan(0);
});

test("all of them in one batch among 499 good ones: exactly the bad are dead letters, the rest is stored", async () => {
  const messages = [
    ...Array.from({ length: 499 }, () => () => on(good())),
    ...bad.map(([, make]) => make),
    ...odd.map(([, make]) => make),
  ]
    .map((make) => ({ make, order: Math.random() }))
    .sort((one, other) => one.order - other.order)
    .map(({ make }) => make());
  await deliver(db, messages);
  expect(await counts()).toMatchObject({ events: 499 + odd.length, dead: bad.length });
});

test("data that only the database refuses is bisected: 499 are stored, one is a dead letter", async () => {
  await db.sql`create function refuse_bomb() returns trigger language plpgsql as $$ begin
    if new.resource_name = 'bomb' then raise exception 'no bombs' using errcode = '22023'; end if; return new; end $$`;
  await db.sql`create trigger refuse_bomb before insert on notification.event for each row execute function refuse_bomb()`;
  const messages = Array.from({ length: 500 }, (_, index) => on(resource({ name: index === 321 ? "bomb" : "fine" })));
  const parts: number[] = [];
  const result = await deliver(db, messages, (part) => async (sql) => {
    await sql`select 1`;
    parts.push(part.length);
  });
  await db.sql`drop trigger refuse_bomb on notification.event`;
  expect(result).toEqual({ events: 499, notifications: 499, deadLetters: 1 });
  expect(await db.sql`select "offset", reason from notification.dead_letter`).toEqual([
    { offset: String(messages[321]?.offset), reason: "the database refuses it: no bombs" },
  ]);
  // Far fewer transactions than messages.
  expect(parts.length).toBeLessThan(30);
});

test("what a small compressed batch blew up to is a dead letter too, cut to what can be kept", async () => {
  const huge = Buffer.alloc(300 * 1024 * 1024, "x");
  const headers = {
    ...Object.fromEntries(Array.from({ length: 4_200 }, (_, n) => [`h${n}`, "x".repeat(65_536)])),
    ce_specversion: "1.0",
  };
  await deliver(db, [on(huge, { key: huge, headers }), on(good())]);
  expect(await counts()).toMatchObject({ events: 1, dead: 1 });
  const [letter] = await db.sql`
    select octet_length(value) as value, octet_length(key) as key, headers, reason from notification.dead_letter`;
  expect(letter).toMatchObject({
    value: 8_388_608,
    key: 65_536,
    // What says how to read it stays.
    headers: { ce_specversion: "1.0", h0: expect.any(String) },
    reason:
      "the message is over 512 KB (kept: the first 8388608 of 314572800 bytes; the first 65536 of the key's 314572800; 16 of 4201 headers)",
  });
}, 60_000);

test("what is cut of a text ends with a whole character", async () => {
  await deliver(db, [on(Buffer.from(`x${"é".repeat(5 * 1024 * 1024)}`))]);
  const [letter] = await db.sql<{ value: Buffer }[]>`select value from notification.dead_letter`;
  expect(letter?.value.length).toBe(8 * 1024 * 1024 - 1);
  expect(letter?.value.toString("utf8").endsWith("é")).toBe(true);
});

test("more at once than a text of JavaScript's holds is stored in parts", async () => {
  const failing = (part: unknown[]) => async () => {
    if (part.length > 2) "x".repeat(2 ** 30);
  };
  await deliver(
    db,
    Array.from({ length: 9 }, () => on(good())),
    failing,
  );
  expect(await counts()).toMatchObject({ events: 9, dead: 0 });
});

test("transient trouble is thrown, stores nothing and is never a dead letter", async () => {
  let calls = 0;
  const failing = () => async () => {
    // Only once: whoever tried again at once, or smaller, would get through.
    if (calls++ === 0) throw Object.assign(new Error("the database system is shutting down"), { code: "57P03" });
  };
  await expect(deliver(db, [on(good()), on(raw("hello"))], failing)).rejects.toMatchObject({ code: "57P03" });
  expect(await counts()).toEqual({ events: 0, rows: 0, dead: 0 });
});
