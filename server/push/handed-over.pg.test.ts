import { beforeEach, expect, onTestFinished, test } from "vitest";
import type { Counts, Notification, NotificationState } from "../contract/notification";
import type { Database } from "../database/database";
import { channels, wake } from "../database/wake";
import { type Arrivals, createHandover } from "../handover";
import { takeSnapshot } from "../inbox/snapshot";
import { handleBatch } from "../ingest/handle-batch";
import { createLogger } from "../logger";
import { createMetrics } from "../metrics";
import { eventOf, messageOn } from "../testing/messages";
import { notify } from "../testing/notify";
import { addGraph, addGroup, addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { changesFor } from "./changes-for";
import { followDatabase } from "./follow-database";

const { db } = await testDatabase();
const log = createLogger("silent");
const [ana = 0, bo = 0, chen = 0] = await addPeople(db, "ana@lab.org", "bo@lab.org", "chen@lab.org");
const lab = await addGroup(db, "Wnt Lab", "ana@lab.org", "bo@lab.org", "chen@lab.org");
const wnt = await addGraph(db, "Wnt", "ana@lab.org", { groups: [lab] });

/** A database whose looks wait until they may; counts and snapshots, too. */
function gatedDatabase() {
  let gate = Promise.resolve();
  let open = () => {};
  const gated: Database = Object.create(db, {
    within: {
      value: async (...work: Parameters<Database["within"]>) => {
        await gate;
        return db.within(...work);
      },
    },
  });
  return {
    gated,
    open: () => open(),
    close() {
      gate = new Promise((resolve) => {
        open = resolve;
      });
    },
  };
}

/** A node to which these people are connected, and what they hear. */
async function connected(...people: number[]) {
  const { gated, open, close } = gatedDatabase();
  const handover = createHandover();
  const here = new Set(people);
  const arrivals: (Notification & { to: number })[] = [];
  const states: (NotificationState & { to: number })[] = [];
  const counts = new Map<number, Counts>();
  const page = { whenTold: () => {} };
  const follower = followDatabase({ db: gated, log, handover }, here, {
    changes(changed) {
      for (const { userId: to, ...what } of changed) {
        arrivals.push(...what.arrivals.map((each) => ({ ...each, to })));
        states.push(...what.states.map((each) => ({ ...each, to })));
      }
      page.whenTold();
    },
    counts(some) {
      for (const [userId, each] of some) counts.set(userId, each);
    },
    everyoneToRefetch: () => {},
    stop: () => {},
  });
  onTestFinished(async () => {
    open();
    await follower.stop();
  });
  if (people.length > 0) await follower.settled();
  const deps = { db, log, metrics: createMetrics(), clusterId: "test", handover };
  return Object.assign(page, {
    here,
    arrivals,
    states,
    counts,
    open,
    close,
    handover,
    told: () => arrivals.map(({ to }) => to).toSorted((one, other) => one - other),
    ingest: (...messages: ReturnType<typeof messageOn>[]) => handleBatch(deps, messages, () => async () => {}),
    /** Resolves when a look that began after this call is over. */
    async looked() {
      await wake(db.sql, channels.changed);
      await follower.settled();
      await wake(db.sql, channels.changed);
      await follower.settled();
    },
  });
}

/** What of these messages is handed over, kept to be handed over late. */
async function storedQuietly(...messages: ReturnType<typeof messageOn>[]): Promise<Arrivals[]> {
  const late: Arrivals[] = [];
  const handover = createHandover();
  handover.take({ isOpen: () => true, tell: (arrivals) => late.push(arrivals) > 0 });
  const deps = { db, log, metrics: createMetrics(), clusterId: "test", handover };
  await handleBatch(deps, messages, () => async () => {});
  return late;
}

const shared = (data = {}) => messageOn("group", eventOf("graph.shared", { id: wnt }, { group: { id: lab }, ...data }));
const updated = () => messageOn("owner", eventOf("graph.updated", { id: wnt }));
const everybody = [ana, bo, chen];

beforeEach(async () => {
  await db.sql`truncate notification.event, notification.notification, notification.watch, notification.inbox_state`;
});

test("what was just stored is told before any look, and not again by the looks; its counts follow", async () => {
  const page = await connected(ana, bo);
  page.close();
  await page.ingest(shared(), updated());
  expect(page.told()).toEqual([ana, ana, bo]);
  page.open();
  await page.looked();
  await expect.poll(() => [page.counts.get(ana)?.unread, page.counts.get(bo)?.unread]).toEqual([2, 1]);
  expect(page.told()).toEqual([ana, ana, bo]);
  expect(page.states).toEqual([]);
});

test("it is told in the words in which a look tells it, whatever the reason", async () => {
  await db.sql`
    insert into notification.watch (user_id, resource_type, resource_id, level) values (${chen}, 'graph', ${wnt}, 'watching')`;
  const snapshot = await takeSnapshot(db.sql);
  const page = await connected(...everybody);
  page.close();
  await page.ingest(
    shared({ actor: "bo@lab.org" }),
    updated(),
    messageOn("watching", eventOf("graph.updated", { id: wnt }, { actor: "ana@lab.org" })),
    messageOn("group", eventOf("group.member_removed", { id: lab }, { user: "bo@lab.org", group: { id: lab } })),
  );
  const told: (Notification & { to: number })[] = [];
  for await (const { people } of changesFor(db, { people: everybody, snapshot, limitPerPerson: 100 }))
    for (const { userId: to, arrivals } of people) told.push(...arrivals.map((each) => ({ ...each, to })));
  expect(told.length).toBeGreaterThan(5);
  const inOrder = (some: typeof told) =>
    some.toSorted((one, other) => (one.id + one.to < other.id + other.to ? -1 : 1));
  expect(inOrder(page.arrivals)).toEqual(inOrder(told));
});

test("who comes after it was told hears of it by the look, as does everyone of what was not handed over", async () => {
  const page = await connected(ana);
  await page.looked();
  await page.ingest(shared());
  expect(page.told()).toEqual([ana]);
  // The next look waits for more of what was told already.
  page.here.add(bo);
  await page.looked();
  expect(page.told()).toEqual([ana, bo]);
  // More at once than is worth it.
  await page.ingest(...Array.from({ length: 201 }, updated));
  await page.looked();
  expect(page.told().filter((to) => to === ana)).toHaveLength(202);
});

test("what changed before a look finds it is told as a change: read, or lost from sight", async () => {
  const page = await connected(...everybody);
  page.close();
  await page.ingest(shared());
  await db.sql`
    update notification.notification set read_at = case when user_id = ${bo} then now() end,
      hidden_at = case when user_id = ${chen} then now() end, changed = pg_current_xact_id(), revision = revision + 1
    where user_id <> ${ana}`;
  page.open();
  await page.looked();
  expect(page.told()).toEqual(everybody);
  expect(page.states.map(({ to, read, visible }) => ({ to, read, visible }))).toEqual([
    { to: bo, read: true, visible: true },
    { to: chen, read: false, visible: false },
  ]);
});

test("what is told while a look hides what somebody may see no more is not told by it again", async () => {
  const page = await connected(...everybody);
  page.close();
  const late = await storedQuietly(shared());
  await db.sql`delete from public.group_to_user where user_id = ${chen}`;
  onTestFinished(() => db.sql`insert into public.group_to_user (user_id, group_id) values (${chen}, ${lab})`.then());
  // The row that is to be hidden is somebody else's for as long as it takes to hand the others over.
  await db.transaction(async (sql) => {
    await sql`select from notification.notification where user_id = ${chen} for update`;
    page.open();
    await wake(db.sql, channels.changed);
    await expect
      .poll(
        async () =>
          (
            await db.sql`select from pg_stat_activity where wait_event_type = 'Lock' and query like '%hidden_at = now()%'`
          ).length,
      )
      .toBe(1);
    for (const arrivals of late) page.handover.tell(arrivals);
  });
  await page.looked();
  expect(page.told().filter((to) => to !== chen)).toEqual([ana, bo]);
});

test("what a look told first is not told again, however late it is handed over", async () => {
  const page = await connected(ana);
  const late = await storedQuietly(updated());
  await page.looked();
  expect(page.told()).toEqual([ana]);
  for (const arrivals of late) expect(page.handover.tell(arrivals)).toBe(true);
  expect(late).toHaveLength(1);
  expect(page.told()).toEqual([ana]);
});

test("what the first part of a look told is not told again by a handover before its last part", async () => {
  const many = await addPeople(db, ...Array.from({ length: 11 }, (_, n) => `many${n}@lab.org`));
  const page = await connected(ana, ...many);
  page.close();
  const late = await storedQuietly(updated());
  // More than one part holds, and of each person fewer than is worth telling one by one.
  await db.transaction(async (sql) => {
    for (let n = 0; n < 460; n++) await notify(sql, many);
  });
  page.whenTold = page.close;
  page.open();
  await wake(db.sql, channels.changed);
  await expect.poll(() => page.told().length).toBe(5000);
  for (const arrivals of late) expect(page.handover.tell(arrivals)).toBe(false);
  page.whenTold = () => {};
  page.open();
  await page.looked();
  expect(page.told().filter((to) => to === ana)).toEqual([ana]);
  expect(page.told()).toHaveLength(1 + 11 * 460);
});

test("under load from several writers everyone is told of everything once, by whichever way is first", async () => {
  const page = await connected(...everybody);
  let stored = 0;
  const writers = Array.from({ length: 3 }, async () => {
    for (let n = 0; n < 40; n++) {
      const { notifications } = await page.ingest(shared(), updated());
      stored += notifications;
      if (n % 7 === 0) await wake(db.sql, channels.changed);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 4));
    }
  });
  await Promise.all(writers);
  await page.looked();
  expect(stored).toBe(3 * 40 * 4);
  const seen = page.arrivals.map(({ id, to }) => `${id} ${to}`);
  expect(seen).toHaveLength(stored);
  expect(new Set(seen).size).toBe(stored);
  expect(page.states).toEqual([]);
  // The bell counts no further.
  await expect.poll(() => page.counts.get(ana)?.unread).toBe(100);
});

test("where nobody is connected nothing is read for them", async () => {
  const page = await connected();
  const handed: Arrivals[] = [];
  page.handover.take({ isOpen: () => false, tell: (arrivals) => handed.push(arrivals) > 0 });
  await page.ingest(updated());
  expect(handed).toEqual([]);
});

test("who fails to take what is handed over fails no batch, and the look tells of it", async () => {
  const page = await connected();
  page.here.add(ana);
  page.handover.take({
    isOpen: () => true,
    tell: () => {
      throw new Error("cannot take it");
    },
  });
  await page.looked();
  expect(await page.ingest(updated())).toEqual({ events: 1, notifications: 1, deadLetters: 0 });
  await page.looked();
  expect(page.told()).toEqual([ana]);
});

test("until a cursor says where the first look begins, nothing is told at once", async () => {
  const page = await connected();
  page.here.add(ana);
  expect(page.handover.tell({ transaction: 1n, told: new Map([[ana, []]]) })).toBe(false);
});
