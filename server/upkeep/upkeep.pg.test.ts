import { expect, test } from "vitest";
import { defaultPreferences } from "../contract/default-preferences";
import { claimDigests } from "../digest/claim-digests";
import { countNotifications } from "../inbox/count-notifications";
import { savePreferences } from "../preferences/save-preferences";
import { notify } from "../testing/notify";
import { addGraph, addGroup, addLayout, addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { forgetCapturedMail } from "./forget-captured-mail";
import { forgetOld } from "./forget-old";
import { noticeRestore } from "./notice-restore";
import { sweepAccess } from "./sweep-access";
import { wakeSnoozed } from "./wake-snoozed";

const { db } = await testDatabase();
const [ana, bo, chen] = (await addPeople(db, "ana@lab.org", "bo@lab.org", "chen@lab.org")) as [number, number, number];
const lab = await addGroup(db, "Lab", "ana@lab.org", "bo@lab.org", "chen@lab.org");
const graph = await addGraph(db, "Wnt", "ana@lab.org", { groups: [lab] });
const layout = await addLayout(db, "Compartments", "ana@lab.org", graph, true);

/** A notification about something that is there, for Bo. */
async function tell(
  userId: number,
  what: { type: string; id: number; graphId?: number; groupId?: number; bits?: number },
) {
  const id = await notify(db.sql, [userId], { reasons: what.bits ?? 4 });
  await db.sql`
    update notification.event set resource_type = ${what.type}, resource_id = ${what.id}, graph_id = ${what.graphId ?? null},
      group_id = ${what.groupId ?? null}, group_ids = ${what.groupId ? [what.groupId] : []}::int[] where id = ${id}`;
  await db.sql`update notification.notification set group_id = ${what.groupId ?? null} where event_id = ${id}`;
  return id;
}
const hidden = async (id: string) =>
  (await db.sql`select hidden_at is not null as hidden from notification.notification where event_id = ${id}`)[0]
    ?.hidden;
const state = async (id: string) => (await db.sql`select * from notification.notification where event_id = ${id}`)[0];

test("access that GraphSpace took away without telling hides what it concerns, and nothing else", async () => {
  await sweepAccess(db);
  const onGraph = await tell(bo, { type: "graph", id: graph, graphId: graph });
  const onLayout = await tell(bo, { type: "layout", id: layout, graphId: graph });
  const ofGroup = await tell(bo, { type: "group", id: lab, groupId: lab, bits: 2 });
  const chens = await tell(chen, { type: "graph", id: graph, graphId: graph });
  expect((await countNotifications(db, bo)).unread).toBe(3);
  expect(await sweepAccess(db)).toBe(0);

  await db.sql`delete from public.group_to_user where user_id = ${bo} and group_id = ${lab}`;
  expect(await sweepAccess(db)).toBe(3);
  expect(await Promise.all([onGraph, onLayout, ofGroup, chens].map(hidden))).toEqual([true, true, true, false]);
  expect((await countNotifications(db, bo)).unread).toBe(0);

  const arrived = (await state(onGraph))?.arrived;
  await db.sql`insert into public.group_to_user (user_id, group_id) values (${bo}, ${lab})`;
  expect(await sweepAccess(db)).toBe(3);
  expect(await hidden(onGraph)).toBe(false);
  // Changed, not arrived: no toast.
  expect((await state(onGraph))?.arrived).toBe(arrived);
});

test("an unshared graph, and a layout that is no longer shared, are hidden; published, they are back", async () => {
  const onGraph = await tell(chen, { type: "graph", id: graph, graphId: graph });
  const onLayout = await tell(chen, { type: "layout", id: layout, graphId: graph });
  await db.sql`update public.layout set is_shared = 0 where id = ${layout}`;
  await sweepAccess(db);
  expect(await Promise.all([onGraph, onLayout].map(hidden))).toEqual([false, true]);
  await db.sql`delete from public.group_to_graph where graph_id = ${graph}`;
  await sweepAccess(db);
  expect(await hidden(onGraph)).toBe(true);
  await db.sql`update public.graph set is_public = 1 where id = ${graph}`;
  await sweepAccess(db);
  expect(await Promise.all([onGraph, onLayout].map(hidden))).toEqual([false, true]);
});

test("losing access ends a watch", async () => {
  const secret = await addGraph(db, "Secret", "ana@lab.org", { groups: [lab] });
  await db.sql`
    insert into notification.watch (user_id, resource_type, resource_id, level)
    values (${bo}, 'graph', ${secret}, 'watching'), (${ana}, 'graph', ${secret}, 'watching')`;
  await sweepAccess(db);
  await db.sql`delete from public.group_to_graph where graph_id = ${secret}`;
  await sweepAccess(db);
  expect(await db.sql`select user_id from notification.watch where resource_id = ${secret}`).toEqual([
    { user_id: ana },
  ]);
});

test("what was snoozed comes back when its time has come, and not before", async () => {
  const due = await notify(db.sql, [ana]);
  const later = await notify(db.sql, [ana]);
  await db.sql`update notification.notification set snoozed_until = now() - interval '1 second' where event_id = ${due}`;
  await db.sql`update notification.notification set snoozed_until = now() + interval '1 hour' where event_id = ${later}`;
  expect(await wakeSnoozed(db)).toBe(1);
  expect(await state(due)).toMatchObject({ snoozed_until: null, woken_at: expect.any(Date), revision: 2 });
  expect(await state(later)).toMatchObject({ woken_at: null, revision: 1 });
});

test("read and archived notifications go after their time; unread and saved ones stay, and so do events", async () => {
  const [read, archived, saved, unread, recent] = await Promise.all(
    Array.from({ length: 5 }, () => notify(db.sql, [ana])),
  );
  const ids = [read, archived, saved, unread] as string[];
  await db.sql`update notification.event set ingested_at = now() - interval '200 days' where id = any(${ids})`;
  const long = db.sql`now() - interval '190 days'`;
  await db.sql`update notification.notification set read_at = ${long} where event_id = any(${[read, saved] as string[]})`;
  await db.sql`update notification.notification set archived_at = ${long} where event_id = ${archived as string}`;
  await db.sql`update notification.notification set saved_at = ${long} where event_id = ${saved as string}`;
  await db.sql`update notification.notification set read_at = now() where event_id = ${recent as string}`;
  await forgetOld(db, 180);
  const left = await db.sql`
    select event_id from notification.notification where event_id = any(${[...ids, recent] as string[]}) order by 1`;
  expect(left.map((row) => row.event_id).sort()).toEqual([saved, unread, recent].sort());
  expect(await db.sql`select from notification.event where id = any(${ids})`).toHaveLength(4);
});

test("people who left GraphSpace leave nothing behind", async () => {
  const [gone] = (await addPeople(db, "gone@lab.org")) as [number];
  await notify(db.sql, [gone]);
  await db.sql`insert into auth.profile (user_id, display_name) values (${gone}, 'Gone')`;
  await db.sql`insert into auth.feed_link (user_id, token_hash) values (${gone}, 'gone')`;
  await db.sql`
    insert into notification.captured_mail (address, subject, html, text, source)
    values ('gone@lab.org', '', '', '', ''), ('ana@lab.org', '', '', '', '')`;
  const [{ id: mail }] = await db.sql<[{ id: string }]>`
    insert into notification.digest (user_id, address, message_id) values (${gone}, 'gone@lab.org', '<gone@x>') returning id`;
  await db.sql`insert into notification.digest_attempt (digest_id, outcome, response) values (${mail}, 'sent', '250')`;
  await db.sql`insert into notification.digest_item (user_id, event_id, digest_id) values (${gone}, 1, ${mail})`;
  await db.sql`delete from public."user" where id = ${gone}`;
  await forgetOld(db, 180);
  expect(await db.sql`select from notification.notification where user_id = ${gone}`).toHaveLength(0);
  expect(await db.sql`select from auth.profile where user_id = ${gone}`).toHaveLength(0);
  expect(await db.sql`select from auth.feed_link where user_id = ${gone}`).toHaveLength(0);
  for (const table of ["digest", "digest_item", "digest_attempt"])
    expect(await db.sql`select from notification.${db.sql(table)}`, table).toHaveLength(0);
  expect(await db.sql`select address from notification.captured_mail`).toEqual([{ address: "ana@lab.org" }]);
  await db.sql`delete from notification.captured_mail`;
  expect((await countNotifications(db, ana)).unread).toBeGreaterThan(0);
});

test("a preview kept for somebody who left goes too, also where nothing else is left of them", async () => {
  await db.sql`
    insert into notification.captured_mail (address, subject, html, text, source)
    values ('never-mailed@lab.org', '', '', '', ''), ('ana@lab.org', '', '', '', '')`;
  await forgetOld(db, 180);
  expect(await db.sql`select address from notification.captured_mail`).toEqual([{ address: "ana@lab.org" }]);
  await db.sql`delete from notification.captured_mail`;
});

test("a restored database starts its cursors anew and holds all mail; an unchanged one does not", async () => {
  expect(await noticeRestore(db)).toBe(false);
  expect(await noticeRestore(db)).toBe(false);
  await db.sql`update notification.installation set value = '{"system": "1", "timeline": "00000001"}' where key = 'database'`;
  expect(await noticeRestore(db)).toBe(true);
  expect(await db.sql`select distinct arrived::text, changed::text from notification.notification`).toEqual([
    { arrived: "3", changed: "3" },
  ]);
  expect(await db.sql`select value from notification.installation where key = 'mail-hold'`).toHaveLength(1);
  expect(await noticeRestore(db)).toBe(false);
});

test("a restored database still mails what is new to those who wanted only that, and nothing of before", async () => {
  const wanted = { ...defaultPreferences, email: { ...defaultPreferences.email, cadence: "each" as const } };
  const before = await tell(ana, { type: "graph", id: graph, graphId: graph });
  await savePreferences(db, ana, { ...wanted, email: { ...wanted.email, onlyNew: true } });
  const unmailed = await tell(ana, { type: "graph", id: graph, graphId: graph });
  // Cursors of a system that had counted further than this one.
  await db.sql`
    update notification.email_schedule set after_snapshot = '9000000:9000000:'`;
  await db.sql`update notification.notification set arrived = '9000001' where event_id = ${unmailed}`;
  await db.sql`update notification.installation set value = '{"system": "1", "timeline": "00000001"}' where key = 'database'`;
  expect(await noticeRestore(db)).toBe(true);
  const fresh = await tell(ana, { type: "graph", id: graph, graphId: graph });
  const { digestIds } = await claimDigests(db, {
    worker: "w",
    runId: null,
    limit: 9,
    domain: "x",
    which: { everybody: true, userIds: [ana] },
  });
  const items = await db.sql`
    select event_id, digest_id from notification.digest_item where user_id = ${ana} and event_id >= ${before} order by 1`;
  expect(items.map((item) => [item.event_id, item.digest_id])).toEqual([
    [before, null],
    [unmailed, digestIds[0]],
    [fresh, digestIds[0]],
  ]);
});

test("captured mail goes by age and by number, the oldest first", async () => {
  await db.sql`
    insert into notification.captured_mail (address, subject, html, text, source, captured_at)
    select 'ana@lab.org', day::text, '', '', '', now() - make_interval(days => day) from generate_series(0, 9) day`;
  const kept = async () =>
    (await db.sql`select subject from notification.captured_mail order by captured_at desc`).map(
      ({ subject }) => subject,
    );
  expect(await forgetCapturedMail(db, { days: 6, most: 100 })).toBe(4);
  expect(await kept()).toEqual(["0", "1", "2", "3", "4", "5"]);
  expect(await forgetCapturedMail(db, { days: 6, most: 2 })).toBe(4);
  expect(await kept()).toEqual(["0", "1"]);
});

test("decisions against a run of mail go after three months, the runs themselves stay", async () => {
  await db.sql`
    insert into notification.digest_run (decision, reason, signals, started_at)
    select decision, '', '{}', now() - make_interval(days => days)
    from unnest(array['put-off', 'held', 'ran', 'forced']) decision, unnest(array[89, 91]) days`;
  await forgetOld(db, 180);
  const left = await db.sql`
    select decision from notification.digest_run where started_at < now() - interval '90 days' order by 1`;
  expect(left.map(({ decision }) => decision)).toEqual(["forced", "ran"]);
  expect((await db.sql`select from notification.digest_run`).count).toBe(6);
});
