import fc from "fast-check";
import { expect, test } from "vitest";
import { addNotification } from "../testing/notifications";
import { addGraph, addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { type ChangedRow, changedSince, type Position } from "./changed-since";
import { deleteNotifications } from "./delete-notifications";
import { readSnapshot, snapshotToken } from "./snapshot";

const { db } = await testDatabase();
const [ana, bo] = (await addPeople(db, "ana@lab.org", "bo@lab.org")) as [number, number];
const graph = await addGraph(db, "Open", "ana@lab.org", { isPublic: true });
const resource = { type: "graph", id: graph } as const;

const now = async () => (await db.sql<[{ token: string }]>`select ${snapshotToken.rarely} as token`)[0].token;
/** A transaction that stores one notification and commits when told. */
async function open(userId = ana) {
  const pool = db.dedicated();
  const sql = await pool.reserve();
  await sql`begin`;
  const id = await addNotification({ sql }, { resource, to: { [userId]: ["watching"] } });
  return {
    id,
    commit: async () => {
      await sql`commit`;
      sql.release();
      await pool.end();
    },
  };
}
async function read(token: string, limit = 1000): Promise<{ rows: ChangedRow[]; snapshot: string }> {
  const rows: ChangedRow[] = [];
  let after: Position | null = null;
  for (;;) {
    const answer = await changedSince(db.sql, readSnapshot(token), { limit, after });
    if (answer.resync) throw new Error("resync");
    rows.push(...answer.rows);
    if (!answer.more) return { rows, snapshot: answer.snapshot };
    after = answer.more;
  }
}

test("transactions that commit out of id order are each read once, and none is missed", async () => {
  const start = await now();
  const first = await open();
  const second = await open();
  await second.commit();
  const one = await read(start);
  expect(one.rows.map((row) => row.event_id)).toEqual([second.id]);
  const third = await open();
  await third.commit();
  await first.commit();
  const two = await read(one.snapshot);
  expect(two.rows.map((row) => row.event_id).sort()).toEqual([first.id, third.id].sort());
  expect((await read(two.snapshot)).rows).toEqual([]);
});

test("nothing changed still brings a snapshot", async () => {
  const { rows, snapshot } = await read(await now());
  expect(rows).toEqual([]);
  expect(readSnapshot(snapshot).xmax).toBeGreaterThan(0n);
});

test("a change of state is a change, and not an arrival", async () => {
  const id = await addNotification(db, { resource, to: { [ana]: ["watching"] } });
  const start = await now();
  await db.sql`update notification.notification set read_at = now(), changed = pg_current_xact_id() where event_id = ${id}`;
  const { rows } = await read(start);
  expect(rows).toMatchObject([{ event_id: id, user_id: ana, arrived_since: false, read_at: expect.any(Date) }]);
});

test("an answer cut by its limit goes on where it stopped, and takes in nothing that came meanwhile", async () => {
  const start = await now();
  const under = await open();
  const there = [];
  for (let index = 0; index < 10; index++)
    there.push(await addNotification(db, { resource, to: { [ana]: ["watching"], [bo]: ["watching"] } }));
  const cut = await changedSince(db.sql, readSnapshot(start), { limit: 7 });
  if (cut.resync || !cut.more) throw new Error("not cut");
  const late = await addNotification(db, { resource, to: { [ana]: ["watching"] } });
  await under.commit();
  const rows = [...cut.rows];
  let after: Position | null = cut.more;
  while (after) {
    const next = await changedSince(db.sql, readSnapshot(start), { limit: 7, after });
    if (next.resync) throw new Error("resync");
    rows.push(...next.rows);
    after = next.more;
    expect(next.snapshot).toBe(cut.snapshot);
  }
  expect(rows.map((row) => `${row.event_id}/${row.user_id}`).sort()).toEqual(
    there.flatMap((id) => [`${id}/${ana}`, `${id}/${bo}`]).sort(),
  );
  expect((await read(cut.snapshot)).rows.map((row) => row.event_id).sort()).toEqual([under.id, late].sort());
});

test("one person's changes alone", async () => {
  const start = await now();
  const mine = await addNotification(db, { resource, to: { [ana]: ["watching"], [bo]: ["watching"] } });
  const answer = await changedSince(db.sql, readSnapshot(start), { limit: 10, people: [bo] });
  expect(answer).toMatchObject({ resync: false, rows: [{ event_id: mine, user_id: bo, arrived_since: true }] });
});

test("of several people's changes only theirs", async () => {
  const start = await now();
  const mine = await addNotification(db, { resource, to: { [ana]: ["watching"], [bo]: ["watching"] } });
  const answer = await changedSince(db.sql, readSnapshot(start), { limit: 10, people: [bo, 999_999] });
  expect(answer).toMatchObject({ rows: [{ event_id: mine, user_id: bo }] });
});

test("of many people's changes theirs, in whatever order they are given, and however often", async () => {
  const crowd = await addPeople(db, ...Array.from({ length: 20 }, (_, n) => `crowd${n}@lab.org`));
  const start = await now();
  const to = Object.fromEntries([ana, bo, ...crowd].map((id) => [id, ["watching" as const]]));
  await addNotification(db, { resource, to });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(ana, bo, ...crowd, 0, -5, 999_999), { minLength: 2 }), async (people) => {
      const answer = await changedSince(db.sql, readSnapshot(start), { limit: 100, people });
      if (answer.resync) throw new Error("resync");
      const told = answer.rows.map((row) => row.user_id).sort((one, other) => one - other);
      const asked = [...new Set(people)].filter((id) => id > 0 && id < 999_999);
      expect(told).toEqual(asked.sort((one, other) => one - other));
    }),
    { numRuns: 50 },
  );
});

test("deleting everything is told once, and only of the person who did", async () => {
  const start = await now();
  await addNotification(db, { resource, to: { [ana]: ["watching"], [bo]: ["watching"] } });
  await deleteNotifications(db, ana);
  const answer = await changedSince(db.sql, readSnapshot(start), { limit: 10, people: [ana, bo] });
  expect(answer).toMatchObject({ erased: [ana], rows: [{ user_id: bo }] });
  expect(await changedSince(db.sql, readSnapshot(start), { limit: 10, people: [bo] })).toMatchObject({ erased: [] });
  const later = await changedSince(db.sql, readSnapshot(answer.snapshot), { limit: 10 });
  expect(later).toMatchObject({ erased: [], rows: [] });
});

test("any order of commits, read at any moment: every row exactly once", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom("open", "commit", "read"), { minLength: 5, maxLength: 20 }),
      fc.nat(),
      async (steps, seed) => {
        let token = await now();
        const under: Awaited<ReturnType<typeof open>>[] = [];
        const made: string[] = [];
        const got: string[] = [];
        const look = async () => {
          const answer = await read(token, 3);
          got.push(...answer.rows.map((row) => row.event_id));
          token = answer.snapshot;
        };
        for (const [index, step] of steps.entries()) {
          if (step === "open" && under.length < 4) {
            const one = await open();
            under.push(one);
            made.push(one.id);
          } else if (step === "commit" && under.length > 0)
            await under.splice((seed + index) % under.length, 1)[0]?.commit();
          else if (step === "read") await look();
        }
        for (const one of under) await one.commit();
        await look();
        expect([...got].sort()).toEqual([...made].sort());
      },
    ),
    { numRuns: 25 },
  );
});

test("a cursor of another database asks for a new start", async () => {
  const token = await now();
  const other = token.replace(/^\d+/, "42");
  expect(await changedSince(db.sql, readSnapshot(other), { limit: 10 })).toMatchObject({ resync: true });
  const timeline = token.replace(/\.[0-9A-F]{8}\./, ".000000AA.");
  expect(await changedSince(db.sql, readSnapshot(timeline), { limit: 10 })).toMatchObject({ resync: true });
});

test.each([
  "",
  "x",
  "1.00000001.1.5:3:",
  "1.00000001.1.3:5:7",
  "1.00000001.1.3:5:4,4",
  "1.00000001.1.3:99999999999999999999:",
  "1.00000001.1.3:5:4;drop",
])("%s is refused as a cursor", (token) => {
  expect(() => readSnapshot(token)).toThrow(
    expect.objectContaining({ status: 422, fields: [expect.objectContaining({ field: "snapshot" })] }),
  );
});
