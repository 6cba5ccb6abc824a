import { simpleParser } from "mailparser";
import { afterAll, beforeEach, expect, test } from "vitest";
import { GET, POST } from "@/app/unsubscribe/[token]/route";
import { defaultPreferences } from "../contract/default-preferences";
import { markNotification } from "../inbox/mark-notification";
import { savePreferences } from "../preferences/save-preferences";
import { callRoute } from "../testing/call-route";
import { digestDatabase } from "../testing/database-digest";
import { notify } from "../testing/notify";
import { addGraph, addGroup, addPeople } from "../testing/people";
import { startSmtpSink } from "../testing/smtp-sink";
import { testDatabase } from "../testing/test-database";
import { testRuntime } from "../testing/test-runtime";
import { beginDigests } from "./begin-digests";
import { claimDigests } from "./claim-digests";
import { decideRun, readWaiting } from "./decide-run";
import { explainDigest } from "./explain-digest";
import { listMails } from "./list-mails";
import { listRuns } from "./list-runs";
import { nextMail } from "./next-mail";
import { planDue } from "./plan-due";
import { releaseMail } from "./release-mail";
import { resolveUnknown } from "./resolve-unknown";
import { runDigest } from "./run-digest";
import { sendPreview } from "./send-preview";
import { openSmtpMailer } from "./smtp-mailer";

const { db } = await testDatabase();
const runtime = testRuntime(db, { BASE_URL: "http://localhost:3000" });
const { config, log, secret } = runtime;
const sink = await startSmtpSink();
const mailer = openSmtpMailer({ url: sink.url });
afterAll(async () => {
  await mailer.close();
  await sink.close();
});

let ana = 0;
let address = "";
let made = 0;
beforeEach(async () => {
  address = `ana${++made}@lab.org`;
  [ana] = (await addPeople(db, address)) as [number];
});
const optIn = (email: Partial<(typeof defaultPreferences)["email"]> & { onlyNew?: boolean } = {}, person = ana) =>
  savePreferences(db, person, {
    ...defaultPreferences,
    email: { ...defaultPreferences.email, cadence: "each", ...email },
  });
/** A notice of a removal: exempt from access. */
const tell = async (what: { reasons?: number; name?: string } = {}) => {
  const id = await notify(db.sql, [ana], { reasons: 4, ...what });
  await db.sql`update notification.event set verb = 'graph.deleted' where id = ${id}`;
  return id;
};
const send = (which = { everybody: true, userIds: [ana] }) =>
  runDigest(
    { db, mailer, log, config, secret, worker: "test" },
    { decision: "manual", reason: "test", signals: {}, which },
  );
const mails = () => sink.taken.filter(({ to }) => to === address);
const items = async () =>
  (
    await db.sql<
      { event_id: string }[]
    >`select event_id from notification.digest_item where user_id = ${ana} order by 1`
  ).map((row) => row.event_id);

test("nobody is mailed who did not ask", async () => {
  await tell();
  expect((await send()).people).toBe(0);
  expect(mails()).toHaveLength(0);
});

test("what is unread, open and of a switched-on type is mailed once, and nothing else", async () => {
  await optIn();
  const mailed = await tell({ name: "Mailed" });
  const yours = await tell({ reasons: 1 });
  const [read, archived, snoozed, hidden, muted, onMuted, inMuted] = await Promise.all(
    Array.from({ length: 7 }, () => tell()),
  );
  const set = (column: string, id?: string) =>
    db.sql`update notification.notification set ${db.sql(column)} = now() + interval '1 day' where event_id = ${id as string}`;
  await Promise.all([
    set("read_at", read),
    set("archived_at", archived),
    set("snoozed_until", snoozed),
    set("hidden_at", hidden),
  ]);
  await db.sql`update notification.event set resource_id = 77 where id = ${muted as string}`;
  await db.sql`update notification.event set resource_type = 'layout', resource_id = 5, graph_id = 77 where id = ${onMuted as string}`;
  await db.sql`update notification.event set group_ids = '{78}' where id = ${inMuted as string}`;
  await db.sql`
    insert into notification.watch (user_id, resource_type, resource_id, level)
    values (${ana}, 'graph', 77, 'muted'), (${ana}, 'group', 78, 'muted')`;
  await send();
  await send();
  expect(mails()).toHaveLength(1);
  expect(await items()).toEqual([mailed]);
  expect((await simpleParser(mails()[0]?.raw ?? "")).text).toContain("Mailed");
  expect((await explainDigest(db, [ana])).people).toEqual([
    { email: address, count: 0, why: "all that is unread was mailed before", waiting: 0, unknown: 0 },
  ]);
  // The switch of the type "yours" is off unless somebody turns it on.
  await savePreferences(db, ana, {
    channels: { ...defaultPreferences.channels, owner: { ...defaultPreferences.channels.owner, email: true } },
    email: { ...defaultPreferences.email, cadence: "each" },
  });
  await send();
  expect(await items()).toEqual([mailed, yours].sort());
});

test("opting in covers what is unread then, or only new ones", async () => {
  await tell();
  await optIn({ onlyNew: true });
  await send();
  expect(mails()).toHaveLength(0);
  const fresh = await tell();
  await send();
  expect(await items()).toEqual([fresh]);
});

test("what is read, lost or switched off between the claim and SMTP is left out", async () => {
  await optIn();
  await addPeople(db, "owner@lab.org");
  const group = await addGroup(db, "Lab", "owner@lab.org", address);
  const graph = await addGraph(db, "Secret", "owner@lab.org", { groups: [group] });
  const [kept, read, lost] = [await tell(), await tell(), await tell()];
  await db.sql`update notification.event set verb = 'graph.updated', resource_id = ${graph}, graph_id = ${graph} where id = ${lost}`;
  const claim = () =>
    claimDigests(db, { worker: "w", runId: null, limit: 9, domain: "x", which: { everybody: true, userIds: [ana] } });
  const [id] = (await claim()).digestIds as [string];
  expect(await items()).toEqual([kept, read, lost]);
  await markNotification(db, ana, read, { read: true });
  await db.sql`delete from public.group_to_user where user_id = ${ana}`;
  expect(await beginDigests(db, { ids: [id], worker: "w" })).toMatchObject([
    { total: 1, notifications: [{ id: kept }] },
  ]);
  expect(await items()).toEqual([kept]);
  // Somebody else's claim, or one that has begun, is nobody's to begin.
  expect(await beginDigests(db, { ids: [id], worker: "w" })).toEqual([]);

  const later = await tell();
  const [second] = (await claim()).digestIds as [string];
  await optIn({ cadence: "off" });
  expect(await beginDigests(db, { ids: [second], worker: "w" })).toEqual([]);
  expect(await items()).not.toContain(later);
  expect(await db.sql`select status from notification.digest where id = ${second}`).toEqual([{ status: "dismissed" }]);
});

test("an address that changed after the claim gets nothing; the new one does", async () => {
  await optIn();
  await tell();
  const claim = { worker: "w", runId: null, limit: 9, domain: "x", which: { everybody: true, userIds: [ana] } };
  const { digestIds } = await claimDigests(db, claim);
  await db.sql`update public."user" set email = ${`new-${address}`} where id = ${ana}`;
  expect(await beginDigests(db, { ids: digestIds, worker: "w" })).toEqual([]);
  await send();
  expect(sink.taken.filter(({ to }) => to.endsWith(address)).map(({ to }) => to)).toEqual([`new-${address}`]);
});

test("a refused address gets no more mail, settings say so in the server's words, and saving them tries again", async () => {
  await optIn();
  await tell();
  sink.set("5xx at RCPT");
  await send();
  sink.set("250");
  expect(await nextMail(db, ana)).toMatchObject({ paused: expect.stringContaining("550"), at: null });
  expect((await explainDigest(db, [ana])).people[0]?.why).toMatch(/^paused, since the address was refused: .*550/);
  expect((await send()).people).toBe(0);
  await optIn();
  await send();
  expect(mails()).toHaveLength(1);
});

test("after a restore all mail waits; dismissed, what was unread then is never mailed", async () => {
  await optIn();
  await tell();
  await db.sql`insert into notification.installation (key, value) values ('mail-hold', '{}')`;
  await send();
  expect(mails()).toHaveLength(0);
  await db.sql`delete from notification.digest_item where user_id = ${ana}`;
  await db.sql`delete from notification.digest where user_id = ${ana}`;
  const waiting = await readWaiting(db, config);
  expect((await decideRun(db, config, waiting)).decision).toBe("held");
  expect((await releaseMail(db, "dismiss")).held).toBeGreaterThan(0);
  await send();
  expect(mails()).toHaveLength(0);
  const fresh = await tell();
  await send();
  expect(mails()).toHaveLength(1);
  expect(await items()).toContain(fresh);
});

test("each falls due when there is something; daily at its hour; what is due and not idle waits until its deadline", async () => {
  const dueAt = async () =>
    (
      await db.sql<
        { at: Date | null }[]
      >`select next_due_at as at from notification.email_schedule where user_id = ${ana}`
    )[0]?.at;
  await optIn();
  await planDue(db);
  expect(await dueAt()).toBeNull();
  await tell();
  await planDue(db);
  expect(await dueAt()).toBeInstanceOf(Date);
  const waiting = await readWaiting(db, config);
  expect(waiting).toMatchObject({ overdue: 0, held: false });
  // No node measures here: never idle.
  expect(await decideRun(db, config, waiting)).toMatchObject({
    decision: "put-off",
    reason: "Not now: no node reports its load.",
  });
  await db.sql`update notification.email_schedule set next_due_at = now() - interval '16 minutes' where user_id = ${ana}`;
  expect((await decideRun(db, config, await readWaiting(db, config))).decision).toBe("forced");
  await optIn({ cadence: "daily", hour: 3, timeZone: "Asia/Tokyo" });
  await planDue(db);
  expect((await dueAt())?.getUTCHours()).toBe(18);
  // Daily mail may wait for two hours.
  const overdueAfter = async (minutes: number) => {
    await db.sql`
      update notification.email_schedule set next_due_at = now() - make_interval(mins => ${minutes}) where user_id = ${ana}`;
    return (await readWaiting(db, config)).overdue;
  };
  expect([await overdueAfter(16), await overdueAfter(121)]).toEqual([0, 1]);
});

test("hourly mail comes an hour after the last one at the earliest; what was refused is offered again a day later", async () => {
  const hoursUntilDue = async () => {
    await db.sql`update notification.email_schedule set next_due_at = null where user_id = ${ana}`;
    await planDue(db);
    const [row] = await db.sql<[{ hours: number }]>`
      select extract(epoch from s.next_due_at - d.claimed_at)::float8 / 3600 as hours
      from notification.email_schedule s join notification.digest d using (user_id) where user_id = ${ana}
      order by d.claimed_at desc limit 1`;
    return row.hours;
  };
  await optIn({ cadence: "hourly" });
  await tell();
  await send();
  await tell();
  expect(await hoursUntilDue()).toBeCloseTo(1, 4);
  sink.set("5xx after DATA");
  await send();
  sink.set("250");
  expect(await hoursUntilDue()).toBeCloseTo(24, 4);
});

test("a preview shows the next mail, or all that is unread where there is none; the next mail is the same after it", async () => {
  const preview = async () => {
    await sendPreview(runtime, ana);
    const [mail] = await db.sql`
      select subject, text from notification.captured_mail where address = ${address} order by captured_at desc limit 1`;
    return mail;
  };
  expect(await preview()).toMatchObject({ subject: "Preview: Nothing is unread" });
  await tell({ name: "Own", reasons: 1 });
  expect((await preview())?.text).toContain("Own");
  await optIn();
  await tell({ name: "Next" });
  const mail = await preview();
  expect(mail?.text).toContain("Next");
  expect(mail?.text).not.toMatch(/Own|[Uu]nsubscribe/);
  expect(await nextMail(db, ana)).toMatchObject({ count: 1 });
  expect(await items()).toEqual([]);
});

test("one click unsubscribes without a session; looking at the page changes nothing", async () => {
  await optIn();
  await tell();
  await send();
  const parsed = await simpleParser(mails()[0]?.raw ?? "");
  const link = /<(.+)>/.exec(
    parsed.headerLines.find(({ key }) => key === "list-unsubscribe")?.line.replace(/\s+/g, "") ?? "",
  )?.[1];
  const token = new URL(link as string).pathname.split("/").at(-1) as string;
  const before = await digestDatabase(db);
  const shown = await callRoute(GET, { params: { token } });
  expect(shown.status).toBe(200);
  expect(shown.body).toContain('<form method="post">');
  expect(await digestDatabase(db)).toEqual(before);
  // A mail program's request: a form, no cookie, no origin.
  const headers = { origin: "", "content-type": "application/x-www-form-urlencoded" };
  const wrong = await callRoute(POST, {
    method: "POST",
    params: { token: `${token.slice(0, -2)}AA` },
    headers,
    body: "x",
  });
  expect(wrong.status).toBe(404);
  expect(await digestDatabase(db)).toEqual(before);
  const done = await callRoute(POST, {
    method: "POST",
    params: { token },
    headers,
    body: "List-Unsubscribe=One-Click",
  });
  expect(done.status).toBe(200);
  await tell();
  expect((await send()).people).toBe(0);
  // After a restore from before that mail: nobody is told that it worked.
  await db.sql`delete from notification.digest where user_id = ${ana}`;
  expect((await callRoute(POST, { method: "POST", params: { token }, headers, body: "x" })).status).toBe(404);
});

test("an administrator may resend or dismiss a mail of which nobody knows; nothing else of it can be undone", async () => {
  await optIn();
  await tell();
  sink.set("taken, then drop");
  await send();
  sink.set("250");
  const id = (await db.sql`select id, status from notification.digest where user_id = ${ana}`)[0]?.id as string;
  expect((await listMails(db, { status: "unknown" })).map((mail) => mail.id)).toContain(id);
  await send();
  expect(mails()).toHaveLength(1);
  await resolveUnknown(db, id, "resend");
  await send();
  const sent = await Promise.all(mails().map(({ raw }) => simpleParser(raw)));
  expect(sent).toHaveLength(2);
  expect(sent[0]?.messageId).toBe(sent[1]?.messageId);
  await expect(resolveUnknown(db, id, "dismiss")).rejects.toMatchObject({ status: 404 });
  expect((await listRuns(db))[0]?.decision).toBe("manual");
});
