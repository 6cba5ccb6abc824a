import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { NotificationType } from "../contract/notification-types";
import { deliver, eventOf, messageOn } from "../testing/messages";
import { addGraph, addGroup, addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { OwnershipLost, type Progress } from "./message";

const { db } = await testDatabase();
const people = await addPeople(db, "ana@lab.org", "bo@lab.org", "chen@lab.org", "dora@lab.org");
const lab = await addGroup(db, "Wnt Lab", "ana@lab.org", "bo@lab.org", "chen@lab.org");
const graphs = [
  await addGraph(db, "Wnt", "ana@lab.org", { groups: [lab] }),
  await addGraph(db, "Hedgehog", "bo@lab.org", { groups: [lab] }),
  await addGraph(db, "Notch", "dora@lab.org", { isPublic: true }),
];
for (const userId of people)
  await db.sql`insert into notification.watch values (${userId}, 'graph', ${graphs[0] as number}, 'watching')`;

const empty = () => db.sql`truncate notification.event, notification.notification, notification.dead_letter`;
beforeEach(empty);

const shared = (graph: number, id?: string) =>
  eventOf(
    "graph.shared",
    { id: graph, name: "G" },
    { actor: "ana@lab.org", group: { id: lab, name: "Wnt Lab" } },
    id ? { id } : {},
  );
/** All rows, without what depends on when they came. */
const rows = async () => ({
  events: await db.sql`select event_id, resource_id, group_id, resolved,
    (select array_agg(o order by o) from unnest(origins) o) as origins from notification.event order by event_id`,
  notifications: await db.sql`select e.event_id, n.user_id, n.reasons, n.group_id from notification.notification n
    join notification.event e on e.id = n.event_id order by 1, 2`,
  dead: await db.sql`select topic, "offset", reason from notification.dead_letter order by 1, 2`,
});

describe("several writers", () => {
  test("two that insert the same events in opposite order both succeed, and every reason is there", async () => {
    for (let round = 0; round < 10; round++) {
      await empty();
      const events = Array.from({ length: 200 }, () => shared(graphs[0] as number));
      let attempts = 0;
      const slowly = (): Progress => async (sql) => {
        attempts++;
        await sql`select pg_sleep(0.005)`;
      };
      await Promise.all([
        deliver(
          db,
          events.map((event) => messageOn("group", event)),
          slowly,
        ),
        deliver(
          db,
          events.toReversed().map((event) => messageOn("watching", event)),
          slowly,
        ),
      ]);
      const [count] =
        await db.sql`select count(*)::int as events, count(*) filter (where resolved = 6)::int as resolved,
        (select count(*)::int from notification.notification) as rows,
        (select count(*)::int from notification.notification where reasons = 6) as both from notification.event`;
      // A deadlock would have tried one of them again.
      expect(attempts).toBe(2);
      // Bo and Chen by both; Dora watches what she cannot see; Ana did it.
      expect(count).toEqual({ events: 200, resolved: 200, rows: 400, both: 400 });
    }
  });

  test("one that lost its partition writes nothing at all", async () => {
    const lost = () => async () => {
      throw new OwnershipLost("owner/0");
    };
    await expect(
      deliver(db, [messageOn("owner", shared(graphs[0] as number)), messageOn("owner", "hello")], lost),
    ).rejects.toThrow(OwnershipLost);
    expect(await rows()).toEqual({ events: [], notifications: [], dead: [] });
  });
});

describe("sizes", () => {
  test("one batch of 5,000 and 5,000 batches of one are the same code; the large one is stored whole", async () => {
    const messages = Array.from({ length: 5000 }, (_, index) =>
      messageOn("owner", shared(graphs[index % 3] as number)),
    );
    const result = await deliver(db, messages);
    expect(result).toEqual({ events: 5000, notifications: 5000, deadLetters: 0 });
  });

  test("more people than one transaction should tell are told in parts, each with its own progress", async () => {
    await addPeople(db, "crowd@lab.org");
    const crowd = await addGroup(db, "Crowd", "crowd@lab.org");
    await db.sql`insert into public."user" (email, password, is_admin) select 'member' || n || '@crowd.org', 'none', 0 from generate_series(1, 10000) n`;
    await db.sql`insert into public.group_to_user (user_id, group_id) select id, ${crowd} from public."user" where email like '%@crowd.org'`;
    const messages = Array.from({ length: 30 }, () =>
      messageOn("group", eventOf("graph.shared", { id: graphs[0] }, { group: { id: crowd } })),
    );
    const done: number[] = [];
    const result = await deliver(db, messages, (part) => async (sql) => {
      await sql`select 1`;
      done.push(part.length);
    });
    expect(result).toEqual({ events: 30, notifications: 300_030, deadLetters: 0 });
    // The whole, which is too much, and its halves.
    expect(done).toEqual([30, 15, 15]);
  });
});

describe("any order of delivery", () => {
  // Five actions on two topics each, one dead letter on both, and bytes that are nothing at all.
  const actions = [0, 1, 2, 3, 4].map((n) => shared(graphs[n % 3] as number, `action-${n}`));
  const lost = eventOf("graph.shared", { id: graphs[0] }, { group: { id: 999_999 } }, { id: "lost" });
  const messages = [
    ...actions.flatMap((event, n) => [messageOn("group", event), messageOn(n % 2 === 0 ? "watching" : "owner", event)]),
    messageOn("group", lost),
    messageOn("owner", lost),
    messageOn("owner", "nothing"),
  ];

  test("interleaved, sent again and cut into batches in any way, the rows are the same", async () => {
    await deliver(db, messages);
    const expected = await rows();
    expect(expected.notifications.length).toBeGreaterThan(10);
    const schedule = fc.record({
      // A permutation of all messages, each at least once, some again, cut at random.
      order: fc.shuffledSubarray(messages, { minLength: messages.length }),
      again: fc.array(fc.constantFrom(...messages), { maxLength: 8 }),
      cuts: fc.array(fc.boolean(), { minLength: 32, maxLength: 32 }),
      together: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(schedule, async ({ order, again, cuts, together }) => {
        await empty();
        const batches: (typeof messages)[] = [[]];
        for (const [index, message] of [...order, ...again].entries()) {
          batches.at(-1)?.push(message);
          if (cuts[index]) batches.push([]);
        }
        if (together) await Promise.all(batches.map((batch) => deliver(db, batch)));
        else for (const batch of batches) await deliver(db, batch);
        expect(await rows()).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });
});

test("types are told apart by the topic alone", async () => {
  const event = shared(graphs[2] as number);
  for (const type of ["owner", "group", "watching"] satisfies NotificationType[])
    await deliver(db, [messageOn(type, event)]);
  const [row] = await db.sql`select resolved from notification.event`;
  expect(row?.resolved).toBe(7);
});
