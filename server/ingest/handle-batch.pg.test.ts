import { beforeEach, describe, expect, test } from "vitest";
import type { NotificationType } from "../contract/notification-types";
import { emptyFilter } from "../contract/query-filter";
import { searchQuery } from "../contract/search-tokens";
import { channels } from "../database/wake";
import { listNotifications } from "../inbox/list-notifications";
import { deliver, eventOf, messageOn } from "../testing/messages";
import { addGraph, addGroup, addLayout, addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";

const { db } = await testDatabase();
await addPeople(db, "ana@lab.org", "bo@lab.org", "chen@lab.org", "dora@lab.org");
const lab = await addGroup(db, "Wnt Lab", "ana@lab.org", "bo@lab.org", "chen@lab.org");
const wnt = await addGraph(db, "Wnt", "ana@lab.org", { groups: [lab] });
const secret = await addGraph(db, "Secret", "ana@lab.org");

/** Who has a row for an event, with the types, like `{ "bo@lab.org": ["group"] }`. */
async function told(eventId: string): Promise<Record<string, string>> {
  const rows = await db.sql<{ email: string; reasons: number }[]>`
    select u.email, n.reasons from notification.notification n join notification.event e on e.id = n.event_id
    join public."user" u on u.id = n.user_id where e.event_id = ${eventId} order by u.email`;
  const names = ["owner", "group", "watching"];
  return Object.fromEntries(
    rows.map(({ email, reasons }) => [
      email.split("@")[0],
      names.filter((_, bit) => (reasons & (1 << bit)) !== 0).join("+"),
    ]),
  );
}
const watch = (email: string, type: string, id: number, level = "watching") => db.sql`
  insert into notification.watch (user_id, resource_type, resource_id, level)
  select id, ${type}, ${id}, ${level} from public."user" where email = ${email}`;
const deadLetters = () => db.sql<{ reason: string; field: string }[]>`
  select field, reason from notification.dead_letter where replayed_at is null order by id`;

beforeEach(async () => {
  await db.sql`truncate notification.event, notification.notification, notification.dead_letter, notification.watch,
    notification.preference, notification.recorded_audience`;
});

describe("who is told", () => {
  test("the owner is told of their own graph, also by what they did themselves", async () => {
    const event = eventOf("graph.updated", { id: wnt }, { actor: "ana@lab.org" });
    expect(await deliver(db, [messageOn("owner", event)])).toEqual({ events: 1, notifications: 1, deadLetters: 0 });
    expect(await told(event.id)).toEqual({ ana: "owner" });
  });

  test("consumed is when the consumer took it, however long it then had to try; never after it was stored", async () => {
    const [late, prompt] = [eventOf("graph.updated", { id: wnt }), eventOf("graph.updated", { id: wnt })];
    await deliver(db, [messageOn("owner", late, { takenAt: performance.now() - 60_000 }), messageOn("owner", prompt)]);
    const rows = await db.sql<{ id: string; waited: number }[]>`
      select event_id as id, extract(epoch from ingested_at - consumed_at)::float8 as waited from notification.event`;
    const waited = Object.fromEntries(rows.map(({ id, waited }) => [id, waited]));
    expect(waited[late.id]).toBeCloseTo(60, 0);
    expect(waited[prompt.id]).toBeGreaterThanOrEqual(0);
    expect(waited[prompt.id]).toBeLessThan(1);
  });

  test("the database says who owns a thing, whatever the message says", async () => {
    const event = eventOf("graph.updated", { id: wnt }, { owner: "bo@lab.org" });
    await deliver(db, [messageOn("owner", event)]);
    expect(await told(event.id)).toEqual({ ana: "owner" });
  });

  test("members of the group are told, without the actor", async () => {
    const event = eventOf("graph.shared", { id: wnt }, { actor: "bo@lab.org", group: { id: lab, name: "Wnt Lab" } });
    await deliver(db, [messageOn("group", event)]);
    expect(await told(event.id)).toEqual({ ana: "group", chen: "group" });
  });

  test("an actor whom nobody knows leaves everybody in", async () => {
    const event = eventOf("graph.shared", { id: wnt }, { actor: "robot_5", group: { id: lab } });
    await deliver(db, [messageOn("group", event)]);
    expect(await told(event.id)).toEqual({ ana: "group", bo: "group", chen: "group" });
  });

  test("one who was removed is told, even when they left by themselves", async () => {
    const event = eventOf(
      "group.member_removed",
      { id: lab },
      { actor: "dora@lab.org", group: { id: lab }, user: "dora@lab.org" },
    );
    await deliver(db, [messageOn("group", event)]);
    expect(await told(event.id)).toEqual({ ana: "group", bo: "group", chen: "group", dora: "group" });
  });

  test("watchers are told while they may see the thing, without the actor", async () => {
    for (const name of ["ana", "bo", "chen", "dora"]) await watch(`${name}@lab.org`, "graph", wnt);
    await watch("bo@lab.org", "graph", secret);
    const shown = eventOf("graph.updated", { id: wnt }, { actor: "chen@lab.org" });
    const hidden = eventOf("graph.updated", { id: secret });
    await deliver(db, [messageOn("watching", shown), messageOn("watching", hidden)]);
    expect(await told(shown.id)).toEqual({ ana: "watching", bo: "watching" });
    expect(await told(hidden.id)).toEqual({});
  });

  test("who watches a graph hears of its layouts that they may see", async () => {
    await watch("bo@lab.org", "graph", wnt);
    const shared = await addLayout(db, "circle", "ana@lab.org", wnt, true);
    const own = await addLayout(db, "draft", "ana@lab.org", wnt);
    const [one, two] = [shared, own].map((id) => eventOf("layout.updated", { id }));
    await deliver(db, [messageOn("watching", one), messageOn("watching", two)]);
    expect(await told(one?.id as string)).toEqual({ bo: "watching" });
    expect(await told(two?.id as string)).toEqual({});
  });

  test("a muted graph is silent about itself and its layouts, but not about a layout that is watched", async () => {
    const [quiet, watched] = [
      await addLayout(db, "q", "ana@lab.org", wnt, true),
      await addLayout(db, "w", "ana@lab.org", wnt, true),
    ];
    await watch("ana@lab.org", "graph", wnt, "muted");
    await watch("ana@lab.org", "layout", watched);
    const events = [
      eventOf("graph.updated", { id: wnt }),
      eventOf("layout.updated", { id: quiet }),
      eventOf("layout.updated", { id: watched }),
    ];
    await deliver(
      db,
      events.map((event) => messageOn("owner", event)),
    );
    expect(await Promise.all(events.map((event) => told(event.id)))).toEqual([{}, {}, { ana: "owner" }]);
  });

  test("a muted group is silent", async () => {
    await watch("bo@lab.org", "group", lab, "muted");
    const event = eventOf("graph.shared", { id: wnt }, { group: { id: lab } });
    await deliver(db, [messageOn("group", event)]);
    expect(await told(event.id)).toEqual({ ana: "group", chen: "group" });
  });

  test("a type whose inbox channel is off makes no row, other reasons do", async () => {
    await watch("bo@lab.org", "graph", wnt);
    await db.sql`insert into notification.preference (user_id, type, channel, enabled)
      select id, 'group', 'inbox', false from public."user" where email in ('bo@lab.org', 'chen@lab.org')`;
    const event = eventOf("graph.shared", { id: wnt }, { group: { id: lab } });
    await deliver(db, [messageOn("group", event), messageOn("watching", event)]);
    expect(await told(event.id)).toEqual({ ana: "group", bo: "watching" });
  });
});

describe("removals", () => {
  test("a recorded audience is used as it is, and never computed again", async () => {
    const event = eventOf("graph.unshared", { id: wnt }, { group: { id: lab } });
    await db.sql`insert into notification.recorded_audience (source, event_id, topic, user_ids)
      select '/test', ${event.id}, 'group', array[id] from public."user" where email = 'dora@lab.org'`;
    await deliver(db, [messageOn("group", event)]);
    expect(await told(event.id)).toEqual({ dora: "group" });
  });

  test("nobody is a recorded audience too, and one that joined since is not told", async () => {
    const event = eventOf("graph.unshared", { id: wnt }, { group: { id: lab } });
    await db.sql`insert into notification.recorded_audience values ('/test', ${event.id}, 'group', '{}')`;
    expect(await deliver(db, [messageOn("group", event)])).toEqual({ events: 1, notifications: 0, deadLetters: 0 });
  });

  test("a deleted layout also reaches those who watch its graph, which an earlier event remembers", async () => {
    const layout = await addLayout(db, "ring", "ana@lab.org", wnt, true);
    await watch("bo@lab.org", "graph", wnt);
    await deliver(db, [messageOn("owner", eventOf("layout.created", { id: layout }))]);
    await db.sql`delete from public.layout where id = ${layout}`;
    const event = eventOf("layout.deleted", { id: layout });
    await deliver(db, [messageOn("watching", event)]);
    expect(await told(event.id)).toEqual({ ana: "owner", bo: "watching" });
  });

  test("a deleted graph reaches its owner by name, its watchers, and those told of it before", async () => {
    const graph = await addGraph(db, "Doomed", "ana@lab.org", { groups: [lab] });
    await watch("bo@lab.org", "graph", graph);
    await deliver(db, [
      messageOn("group", eventOf("graph.shared", { id: graph }, { actor: "ana@lab.org", group: { id: lab } })),
    ]);
    await db.sql`delete from public.graph where id = ${graph}`;
    const event = eventOf("graph.deleted", { id: graph }, { actor: "ana@lab.org", owner: "ana@lab.org" });
    await deliver(db, [messageOn("owner", event), messageOn("watching", event)]);
    expect(await told(event.id)).toEqual({ ana: "owner", bo: "group+watching", chen: "group" });
  });

  test("those told in the same batch were told before", async () => {
    const id = 666_666;
    const shared = eventOf("graph.shared", { id }, { group: { id: lab } });
    const deleted = eventOf("graph.deleted", { id }, { owner: "ana@lab.org" });
    await deliver(db, [messageOn("group", shared), messageOn("owner", deleted)]);
    expect(await told(deleted.id)).toEqual({ ana: "owner+group", bo: "group", chen: "group" });
  });

  test("told before by the same reason, a second topic changes nothing", async () => {
    const graph = await addGraph(db, "Doomed again", "ana@lab.org", { groups: [lab] });
    await deliver(db, [messageOn("group", eventOf("graph.shared", { id: graph }, { group: { id: lab } }))]);
    await db.sql`delete from public.graph where id = ${graph}`;
    const event = eventOf("graph.deleted", { id: graph }, { owner: "ana@lab.org" });
    await deliver(db, [messageOn("owner", event)]);
    expect(await deliver(db, [messageOn("watching", event)])).toMatchObject({ notifications: 0 });
    expect(await db.sql`select distinct revision from notification.notification`).toEqual([{ revision: 1 }]);
  });

  test("one who left the group is not told of what was theirs to see as a member", async () => {
    const graph = await addGraph(db, "Doomed too", "ana@lab.org", { groups: [lab] });
    await deliver(db, [messageOn("group", eventOf("graph.shared", { id: graph }, { group: { id: lab } }))]);
    await db.sql`delete from public.graph where id = ${graph}`;
    const event = eventOf("graph.deleted", { id: graph }, { owner: "ana@lab.org" });
    await db.sql`delete from public.group_to_user where group_id = ${lab}
      and user_id = (select id from public."user" where email = 'chen@lab.org')`;
    await deliver(db, [messageOn("owner", event)]);
    await db.sql`insert into public.group_to_user (group_id, user_id)
      select ${lab}, id from public."user" where email = 'chen@lab.org'`;
    expect(await told(event.id)).toEqual({ ana: "owner+group", bo: "group" });
  });

  test("a deleted group reaches those whom it told before", async () => {
    const group = await addGroup(db, "Short", "ana@lab.org", "dora@lab.org");
    await deliver(db, [messageOn("group", eventOf("group.updated", { id: group }, { group: { id: group } }))]);
    await db.sql`delete from public."group" where id = ${group}`;
    const event = eventOf("group.deleted", { id: group }, { actor: "ana@lab.org", group: { id: group } });
    await deliver(db, [messageOn("group", event)]);
    expect(await told(event.id)).toEqual({ dora: "group" });
  });

  test("a watcher of a thing that was unshared is told although they lost it", async () => {
    await watch("dora@lab.org", "graph", wnt);
    const event = eventOf("graph.unshared", { id: wnt });
    await deliver(db, [messageOn("watching", event)]);
    expect(await told(event.id)).toEqual({ dora: "watching" });
  });
});

describe("one action, one notification", () => {
  const both = async (first: NotificationType, second: NotificationType, apart: boolean) => {
    await watch("bo@lab.org", "graph", wnt);
    const event = eventOf("graph.shared", { id: wnt }, { group: { id: lab } });
    const messages = [messageOn(first, event), messageOn(second, event)];
    if (apart) for (const message of messages) await deliver(db, [message]);
    else await deliver(db, messages);
    return event.id;
  };
  test.each([
    ["group", "watching", true],
    ["watching", "group", true],
    ["group", "watching", false],
    ["watching", "group", false],
  ] as const)(
    "the same id on %s and then %s is one row with both reasons (apart: %s)",
    async (first, second, apart) => {
      const id = await both(first, second, apart);
      expect(await told(id)).toEqual({ ana: "group", bo: "group+watching", chen: "group" });
      const [event] = await db.sql`select origins, resolved from notification.event`;
      expect(event?.origins).toHaveLength(2);
      expect(event?.resolved).toBe(6);
    },
  );

  test("a reason added days later does not un-read, and is a change that a client sees", async () => {
    await watch("bo@lab.org", "graph", wnt);
    const event = eventOf("graph.shared", { id: wnt }, { group: { id: lab } });
    await deliver(db, [messageOn("group", event)]);
    await db.sql`update notification.notification set read_at = now()`;
    const rows = () => db.sql`select n.read_at is not null as read, n.arrived, n.changed, n.revision, u.email
      from notification.notification n join public."user" u on u.id = n.user_id order by u.email`;
    const before = await rows();
    await deliver(db, [messageOn("watching", event)]);
    const after = await rows();
    expect(after[0]).toEqual(before[0]);
    expect(after[2]).toEqual(before[2]);
    expect(after[1]).toMatchObject({ read: true, arrived: before[1]?.arrived, revision: 2 });
    expect(BigInt(after[1]?.changed)).toBeGreaterThan(BigInt(before[1]?.changed));
  });

  test("sent again it only adds its origin: nothing a person deleted comes back, no new member is told", async () => {
    const event = eventOf("graph.shared", { id: wnt }, { group: { id: lab } });
    const message = messageOn("group", event);
    await deliver(db, [message]);
    await db.sql`delete from notification.notification where user_id = (select id from public."user" where email = 'bo@lab.org')`;
    await db.sql`insert into public.group_to_user (group_id, user_id) select ${lab}, id from public."user" where email = 'dora@lab.org'`;
    expect(await deliver(db, [message, messageOn("group", event)])).toMatchObject({ notifications: 0, deadLetters: 0 });
    await db.sql`delete from public.group_to_user where group_id = ${lab} and user_id = (select id from public."user" where email = 'dora@lab.org')`;
    expect(await told(event.id)).toEqual({ ana: "group", chen: "group" });
    expect((await db.sql`select cardinality(origins) as n from notification.event`)[0]?.n).toBe(2);
  });

  test("sent again after its group was deleted it is still no dead letter", async () => {
    const group = await addGroup(db, "Gone soon", "ana@lab.org", "bo@lab.org");
    const message = messageOn("group", eventOf("graph.shared", { id: wnt }, { group: { id: group } }));
    await deliver(db, [message]);
    await db.sql`delete from public."group" where id = ${group}`;
    expect(await deliver(db, [message])).toEqual({ events: 1, notifications: 0, deadLetters: 0 });
  });
});

describe("row or dead letter", () => {
  test.each([
    ["an unknown group", "group", eventOf("graph.shared", { id: wnt }, { group: { id: 999_999 } }), "data.group"],
    ["no group on the group topic", "group", eventOf("graph.shared", { id: wnt }), "data.group"],
    ["an owner neither in the database nor given", "owner", eventOf("graph.deleted", { id: 999_999 }), "data.owner"],
    [
      "an owner whom nobody knows",
      "owner",
      eventOf("graph.deleted", { id: 999_999 }, { owner: "x@y.z" }),
      "data.owner",
    ],
  ] as const)("%s is a dead letter and no row", async (_, type, event, field) => {
    expect(await deliver(db, [messageOn(type, event)])).toEqual({ events: 0, notifications: 0, deadLetters: 1 });
    expect(await deadLetters()).toEqual([{ field, reason: expect.stringContaining(field) }]);
    expect(await db.sql`select from notification.event`).toHaveLength(0);
  });

  test("the good topic of an action makes its row while the bad one is a dead letter", async () => {
    const event = eventOf("graph.shared", { id: wnt }, { group: { id: 999_999 } });
    await deliver(db, [messageOn("group", event), messageOn("owner", event)]);
    expect(await told(event.id)).toEqual({ ana: "owner" });
    expect(await deadLetters()).toHaveLength(1);
  });

  test("a dead letter that comes again is the same one, and is closed once it became a row", async () => {
    const event = eventOf("graph.deleted", { id: 888_888 }, { owner: "late@lab.org" });
    const message = messageOn("owner", event);
    await deliver(db, [message]);
    await deliver(db, [message]);
    expect(await deadLetters()).toHaveLength(1);
    await addPeople(db, "late@lab.org");
    await deliver(db, [message]);
    expect(await told(event.id)).toEqual({ late: "owner" });
    expect(await deadLetters()).toHaveLength(0);
  });

  test("a thing that is gone is a row for whom it concerns, maybe for nobody", async () => {
    const event = eventOf("graph.updated", { id: 777_777 });
    expect(await deliver(db, [messageOn("watching", event)])).toEqual({ events: 1, notifications: 0, deadLetters: 0 });
  });
});

describe("around it", () => {
  test("a stored event is found by its names, its group, its tags, its actor and what was done", async () => {
    const event = eventOf(
      "graph.shared",
      { id: wnt, name: "TGF-β signalling" },
      { actor: "ana@lab.org", group: { id: lab, name: "Wnt Lab" }, tags: ["Hedgehog"] },
    );
    await deliver(db, [messageOn("group", event)]);
    const finds = async (words: string) =>
      (await db.sql`select from notification.event where search @@ ${searchQuery(words)}::tsquery`).length === 1;
    for (const words of ["tgf beta", "signall", '"wnt lab"', "hedgehog", "ana", "shared"])
      expect([words, await finds(words)]).toEqual([words, true]);
    expect(await finds("notch")).toBe(false);
  });

  test("a name is never cut inside a character: such an event is stored, and found", async () => {
    const wide = "\u{10400}".repeat(40);
    const named = await addGraph(db, `${"x".repeat(255)}\u{10400}`, "ana@lab.org");
    const told = await deliver(db, [
      messageOn("owner", eventOf("graph.updated", { id: wnt, name: `a${wide}` })),
      messageOn("owner", eventOf("graph.updated", { id: named, name: undefined })),
    ]);
    expect([told, await deadLetters()]).toEqual([{ events: 2, notifications: 2, deadLetters: 0 }, []]);
    const found = await db.sql`select from notification.event where search @@ ${searchQuery(`a${wide}`)}::tsquery`;
    expect(found).toHaveLength(1);
  });

  test("what came in one batch stands in the inbox in the order it came, whatever its ids", async () => {
    const ids = ["m", "z", "a", "k"];
    await deliver(
      db,
      ids.map((id) =>
        messageOn("owner", eventOf("graph.updated", { id: wnt, name: id }, { actor: "bo@lab.org" }, { id })),
      ),
    );
    const [ana] = await db.sql<{ id: number }[]>`select id from public."user" where email = 'ana@lab.org'`;
    const { notifications } = await listNotifications(db, ana?.id ?? 0);
    expect(notifications.map(({ resource }) => resource.name)).toEqual(ids.toReversed());
  });

  test("told before its group was known, it is found by the group's name afterwards", async () => {
    const event = eventOf("graph.updated", { id: wnt, name: "Wnt" }, { actor: "bo@lab.org" });
    await deliver(db, [messageOn("owner", event)]);
    const [ana] = await db.sql<{ id: number }[]>`select id from public."user" where email = 'ana@lab.org'`;
    const search = async (words: string) =>
      (await listNotifications(db, ana?.id ?? 0, { filter: { ...emptyFilter(), search: words } })).notifications.length;
    expect([await search("wnt"), await search("lab")]).toEqual([1, 0]);
    const shared = { ...event, data: { ...event.data, group: { id: lab, name: "Wnt Lab" } } };
    await deliver(db, [messageOn("group", shared)]);
    expect(await search("lab")).toBe(1);
  });

  test("push is woken once per batch, after the commit", async () => {
    const seen: number[] = [];
    const listener = db.dedicated();
    await listener.listen(channels.changed, async () => {
      const [row] = await db.sql<[{ n: number }]>`select count(*)::int as n from notification.notification`;
      seen.push(row.n);
    });
    await deliver(
      db,
      Array.from({ length: 5 }, () => messageOn("owner", eventOf("graph.updated", { id: wnt }))),
    );
    await expect.poll(() => seen).toEqual([5]);
    await listener.end();
  });
});
