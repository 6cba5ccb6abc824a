import { beforeEach, expect, test } from "vitest";
import { listMails } from "../digest/list-mails";
import { readHold } from "../digest/read-hold";
import { readMail } from "../digest/read-mail";
import { notify } from "../testing/notify";
import { addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { endHold } from "./end-hold";
import { listActs } from "./list-acts";
import { resolveMail } from "./resolve-mail";

const { db } = await testDatabase();
const by = "admin@lab.org";

let made = 0;
let person = 0;
let event = "";
beforeEach(async () => {
  [person = 0] = await addPeople(db, `ana${++made}@lab.org`);
  await db.sql`insert into notification.email_schedule (user_id, cadence) values (${person}, 'daily')`;
  event = await notify(db.sql, [person], { reasons: 4, name: "Wnt core" });
  await db.sql`update notification.event set verb = 'graph.deleted' where id = ${event}`;
});
const lost = async () => {
  const [row] = await db.sql<[{ id: string }]>`
    insert into notification.digest (user_id, address, message_id, status, attempts, sending_at)
    values (${person}, 'ana@lab.org', ${`<${made}@x>`}, 'unknown', 3, now()) returning id`;
  await db.sql`insert into notification.digest_item (user_id, event_id, digest_id) values (${person}, ${event}, ${row.id})`;
  return row.id;
};

test.each([
  ["resend", "retry"],
  ["dismiss", "dismissed"],
] as const)("nobody knows whether a mail arrived: %s, once, with the name of who said so", async (how, status) => {
  const id = await lost();
  const both = await Promise.allSettled([resolveMail(db, { id, how, by }), resolveMail(db, { id, how, by })]);
  expect(both.map((each) => each.status).sort()).toEqual(["fulfilled", "rejected"]);
  const mail = await readMail(db, id);
  expect(mail).toMatchObject({ status, items: 1, told: [{ text: "someone@lab.org deleted Wnt core" }] });
  expect(await listActs(db, { subject: `mail/${id}` })).toMatchObject([{ by, act: how }]);
  expect((await listMails(db, { status: "unknown" })).map((each) => each.id)).not.toContain(id);
});

test("a mail that arrived can be neither resent nor dismissed, and nothing is written down", async () => {
  const id = await lost();
  await db.sql`update notification.digest set status = 'sent' where id = ${id}`;
  for (const how of ["resend", "dismiss"] as const)
    await expect(resolveMail(db, { id, how, by })).rejects.toMatchObject({ status: 404 });
  expect(await listActs(db, { subject: `mail/${id}` })).toEqual([]);
});

test("the hold says what it holds; ending it does exactly that, once", async () => {
  await expect(endHold(db, { how: "release", by })).rejects.toMatchObject({ status: 409 });
  await db.sql`insert into notification.installation (key, value) values ('mail-hold', '{}')`;
  const hold = await readHold(db);
  expect(hold).toMatchObject({ people: expect.any(Number), notifications: expect.any(Number) });
  expect(hold?.notifications).toBeGreaterThan(0);
  const both = await Promise.allSettled([endHold(db, { how: "dismiss", by }), endHold(db, { how: "dismiss", by })]);
  expect(both.map((each) => each.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(both.find((each) => each.status === "fulfilled")).toMatchObject({ value: { dismissed: hold?.notifications } });
  expect(await readHold(db)).toBeNull();
  expect(await listActs(db, { subject: "hold" })).toMatchObject([
    { by, act: "dismiss-held", result: { notifications: hold?.notifications } },
  ]);
});

test("a mail that waits for another try is held too: dismissed, it never goes out; released, it does", async () => {
  const hold = () => db.sql`insert into notification.installation (key, value) values ('mail-hold', '{}')`;
  const id = await lost();
  const wait = () => db.sql`update notification.digest set status = 'retry', sending_at = null where id = ${id}`;
  await wait();
  await hold();
  const held = (await readHold(db))?.notifications;
  await endHold(db, { how: "release", by });
  expect(await readMail(db, id)).toMatchObject({ status: "retry", items: 1 });
  await hold();
  expect(await endHold(db, { how: "dismiss", by })).toMatchObject({ dismissed: held });
  expect(await readMail(db, id)).toMatchObject({ status: "dismissed", items: 1 });
});
