import { expect, test, vi } from "vitest";
import { enqueue } from "../outbox/enqueue";
import { kafkaWorld } from "../testing/kafka-world";
import type { DieAt } from "../testing/mortal-database";
import { startIngestProcess } from "../testing/start-ingest-process";
import { testDatabase } from "../testing/test-database";

const { db, url } = await testDatabase();
const world = await kafkaWorld(db);
const relay = (dieAt?: DieAt) => startIngestProcess({ databaseUrl: url, env: { LOG_LEVEL: "silent" }, dieAt });
const stored = () => db.sql<{ id: string }[]>`select event_id as id from notification.event`;
const waiting = () =>
  db.sql<{ id: string }[]>`select value::json->>'id' as id from notification.outbox order by outbox.id`;

test("killed between the halves of a batch that the database refuses, it goes on with exactly what is left", async () => {
  const events = world.events(8);
  const ids = events.map(({ id }) => id);
  // One event that only the database refuses, so that the batch is bisected: 8 fail, 4 go well, 4 fail, 2, 2, …
  const poison = ids[5] as string;
  await db.sql.unsafe(`alter table notification.event add constraint refuses check (event_id <> '${poison}')`);
  await db.transaction((sql) =>
    enqueue(
      sql,
      events.map(({ type, key, value }) => ({ topic: type, key, value })),
    ),
  );

  // The relay's own transaction is the first, the whole batch the second.
  expect(await relay({ when: "before-commit", transaction: 3 }).ended).toBe("SIGKILL");
  expect(await stored()).toEqual([]);
  expect((await waiting()).map(({ id }) => id)).toEqual(ids);
  expect(await relay({ when: "after-commit", transaction: 3 }).ended).toBe("SIGKILL");
  expect((await stored()).map(({ id }) => id).sort()).toEqual(ids.slice(0, 4).sort());
  expect((await waiting()).map(({ id }) => id)).toEqual(ids.slice(4));

  const last = relay();
  await vi.waitFor(async () => expect(await waiting()).toEqual([]), { timeout: 20_000, interval: 50 });
  last.child.kill("SIGTERM");
  expect(await last.ended).toBe(0);
  const good = events.filter(({ id }) => id !== poison);
  expect(await world.rows()).toEqual(good.flatMap(({ id, heard }) => heard.map((email) => `${id} ${email}`)).sort());
  expect(
    await db.sql`select partition, convert_from(value, 'utf8')::json->>'id' as id from notification.dead_letter`,
  ).toEqual([{ partition: -1, id: poison }]);
});
