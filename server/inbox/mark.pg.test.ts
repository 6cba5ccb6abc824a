import { describe, expect, test } from "vitest";
import { addNotification } from "../testing/notifications";
import { addGraph, addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { countNotifications } from "./count-notifications";
import { listNotifications } from "./list-notifications";
import { markMany } from "./mark-many";
import { markNotification } from "./mark-notification";
import { markSeen } from "./mark-seen";
import { readFilter } from "./read-filter";
import { undoAction } from "./undo-action";

const { db } = await testDatabase();
let number = 0;
const graph = await (async () => {
  await addPeople(db, "owner@lab.org");
  return addGraph(db, "Open", "owner@lab.org", { isPublic: true });
})();
const resource = { type: "graph", id: graph, name: "Open" } as const;
const person = async () => (await addPeople(db, `p${++number}@lab.org`))[0] as number;
const notify = (userId: number, more = {}) =>
  addNotification(db, { resource, to: { [userId]: ["watching"] }, ...more });
const list = async (userId: number, query = "is:all") =>
  (await listNotifications(db, userId, { filter: readFilter(query), limit: 100 })).notifications;
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

describe("one notification", () => {
  test("is read, archived, saved and snoozed, each once", async () => {
    const ana = await person();
    const id = await notify(ana);
    const change = async (patch: Parameters<typeof markNotification>[3]) =>
      (await markNotification(db, ana, id, patch)).notification;
    expect(await change({ read: true })).toMatchObject({ read: true, revision: 2 });
    expect(await change({ read: true })).toMatchObject({ read: true, revision: 2 });
    expect(await change({ saved: true, read: false })).toMatchObject({ read: false, saved: true, revision: 3 });
    expect(await change({ archived: true })).toMatchObject({ archived: true, saved: true });
    expect(await change({ snoozedUntil: inAnHour() })).toMatchObject({
      archived: false,
      snoozedUntil: expect.any(String),
    });
    expect(await change({ snoozedUntil: null })).toMatchObject({ snoozedUntil: null });
    await expect(change({ snoozedUntil: "2020-01-01T00:00:00Z" })).rejects.toMatchObject({
      status: 422,
      fields: [{ field: "snoozedUntil" }],
    });
    await expect(change({})).rejects.toMatchObject({ status: 422 });
  });

  test("of somebody else, hidden, or never there, is not found", async () => {
    const [ana, bo] = [await person(), await person()];
    const hers = await notify(ana);
    for (const id of [hers, "999999999", "0", "x", "9223372036854775808"])
      await expect(markNotification(db, bo, id, { read: true })).rejects.toMatchObject({ status: 404 });
    await db.sql`update notification.notification set hidden_at = now() where event_id = ${hers}`;
    await expect(markNotification(db, ana, hers, { read: true })).rejects.toMatchObject({ status: 404 });
    expect(
      await db.sql`select from notification.notification where event_id = ${hers} and read_at is not null`,
    ).toHaveLength(0);
  });
});

describe("many at once", () => {
  test("all that match, as the list saw them: what arrived meanwhile stays unread", async () => {
    const ana = await person();
    await notify(ana);
    const slow = db.dedicated();
    const held = await slow.reserve();
    await held`begin`;
    const under = await addNotification({ sql: held }, { resource, to: { [ana]: ["watching"] } });
    const changed = await notify(ana);
    const { snapshot } = await listNotifications(db, ana);
    await db.sql`update notification.notification set saved_at = now(), changed = pg_current_xact_id() where event_id = ${changed}`;
    await held`commit`;
    held.release();
    await slow.end();
    const late = await notify(ana);
    const answer = await markMany(db, ana, { action: "read", query: "is:unread", snapshot });
    expect(answer).toMatchObject({ affected: 2, counts: { unread: 2 }, undoToken: expect.any(String) });
    expect((await list(ana, "is:unread")).map((each) => each.id)).toEqual([late, under]);
  });

  test("touches only what differs and only the person's own", async () => {
    const [ana, bo] = [await person(), await person()];
    const both = await addNotification(db, { resource, to: { [ana]: ["watching"], [bo]: ["watching"] } });
    const read = await notify(ana);
    await markNotification(db, ana, read, { read: true });
    const his = await notify(bo);
    expect((await markMany(db, ana, { action: "read", ids: [both, read, his, "77777777"] })).affected).toBe(1);
    expect(await markMany(db, ana, { action: "read", ids: [both, read, his] })).toMatchObject({
      affected: 0,
      undoToken: null,
    });
    expect((await countNotifications(db, bo)).unread).toBe(2);
    expect((await list(ana)).map((each) => each.revision)).toEqual([2, 2]);
  });

  test.each([
    ["archive", "is:archived"],
    ["save", "is:saved"],
    ["snooze", "is:snoozed"],
    ["read", "is:read"],
  ] as const)("%s, and undo", async (action, query) => {
    const ana = await person();
    const ids = [await notify(ana), await notify(ana), await notify(ana)];
    const before = await list(ana);
    const more = action === "snooze" ? { snoozedUntil: inAnHour() } : {};
    const { undoToken, affected } = await markMany(db, ana, { action, ids, ...more });
    expect(affected).toBe(3);
    expect(await list(ana, query)).toHaveLength(3);
    // Somebody unread, moved or renamed one meanwhile: it stays as they left it.
    const touched = ids[1] as string;
    await markNotification(db, ana, touched, action === "read" ? { read: false } : { read: true });
    expect(await undoAction(db, ana, undoToken as string)).toMatchObject({ affected: 2 });
    const state = ({ revision, ...rest }: (typeof before)[number]) => rest;
    const untouched = (all: typeof before) => all.filter((each) => each.id !== touched).map(state);
    expect(untouched(await list(ana))).toEqual(untouched(before));
    await expect(undoAction(db, ana, undoToken as string)).rejects.toMatchObject({ status: 404 });
  });

  test("undo restores only what the action changed", async () => {
    const ana = await person();
    const [fresh, old] = [await notify(ana), await notify(ana)];
    await markNotification(db, ana, old, { read: true });
    const { undoToken } = await markMany(db, ana, { action: "read", ids: [fresh, old] });
    await undoAction(db, ana, undoToken as string);
    expect((await list(ana, "is:unread")).map((each) => each.id)).toEqual([fresh]);
  });

  test("nobody undoes for another, and not after an hour", async () => {
    const [ana, bo] = [await person(), await person()];
    const { undoToken } = await markMany(db, ana, { action: "read", ids: [await notify(ana)] });
    await expect(undoAction(db, bo, undoToken as string)).rejects.toMatchObject({ status: 404 });
    await db.sql`update notification.undo set created_at = now() - interval '61 minutes' where token = ${undoToken}`;
    await expect(undoAction(db, ana, undoToken as string)).rejects.toMatchObject({ status: 404 });
  });

  test("two at once on the same rows in opposite order both end", async () => {
    const ana = await person();
    const ids: string[] = [];
    for (let index = 0; index < 50; index++) ids.push(await notify(ana));
    await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        markMany(db, ana, { action: index % 2 ? "read" : "unread", ids: index % 2 ? ids : [...ids].reverse() }),
      ),
    );
    expect(await list(ana)).toHaveLength(50);
  });

  test("a query without a snapshot, or one of another database, is refused", async () => {
    const ana = await person();
    await expect(markMany(db, ana, { action: "read", query: "" })).rejects.toMatchObject({
      status: 422,
      fields: [{ field: "snapshot" }],
    });
    const { snapshot } = await listNotifications(db, ana);
    await expect(
      markMany(db, ana, { action: "read", query: "", snapshot: snapshot.replace(/^\d+/, "42") }),
    ).rejects.toMatchObject({ status: 409 });
    await expect(markMany(db, ana, { action: "read", query: "is:new", snapshot })).rejects.toMatchObject({
      status: 422,
      fields: [{ field: "query" }],
    });
  });
});

test("the seen line stands between what the person has looked at and what came after", async () => {
  const ana = await person();
  const old = await notify(ana);
  const first = await listNotifications(db, ana);
  expect(first.seenThrough).toBeNull();
  await notify(ana);
  await markSeen(db, ana, first.snapshot);
  const second = await listNotifications(db, ana);
  expect(second.seenThrough).toBe(old);
  expect(second.counts.unread).toBe(2);
  await markSeen(db, ana, second.snapshot);
  await markSeen(db, ana, first.snapshot);
  expect((await listNotifications(db, ana)).seenThrough).toBe(second.notifications[0]?.id);
});
