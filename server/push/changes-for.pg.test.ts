import { expect, test } from "vitest";
import { takeSnapshot } from "../inbox/snapshot";
import { notify } from "../testing/notify";
import { addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { changesFor } from "./changes-for";

const { db } = await testDatabase();

test("more than one statement reads comes in parts, each change once; who has too many refetches and hears no more", async () => {
  const people = await addPeople(db, ...Array.from({ length: 12 }, (_, n) => `person${n}@lab.org`));
  const [busy = 0, ...others] = people;
  const snapshot = await takeSnapshot(db.sql);
  const made: string[] = [];
  for (let n = 0; n < 480; n++) made.push(await notify(db.sql, people));
  for (let n = 0; n < 40; n++) await notify(db.sql, [busy]);
  const arrived = new Map(people.map((person) => [person, [] as string[]]));
  const refetching: number[] = [];
  let parts = 0;
  for await (const part of changesFor(db, { people, snapshot, limitPerPerson: 500 })) {
    parts++;
    for (const { userId, arrivals, resync } of part.people) {
      expect(refetching).not.toContain(userId);
      if (resync) refetching.push(userId);
      arrived.get(userId)?.push(...arrivals.map(({ id }) => id));
    }
  }
  expect(parts).toBeGreaterThan(1);
  expect(refetching).toEqual([busy]);
  for (const person of others) expect(arrived.get(person)).toEqual(made);
});
