import { measureApi } from "./api";
import type { ApiServer } from "./api-server";
import type { BenchWorld } from "./bench-world";
import { atMost, type Figure, median } from "./figure";
import { httpLoad } from "./http-load";

/**
 * What `api` measures at 10,000,000 notifications, and the one who has 300,000 of them: common and rare words
 * beside the list, and 10,000 marked read at once beside the bare update of as many rows.
 */
export const run = (world: BenchWorld) =>
  measureApi(world, { notifications: 10_000_000, people: 20_000 }, async (server) => [
    ...(await heavySearch(server)),
    await bulk(server),
  ]);

/** Each beside the same person's list, one after another: what a person waits for. */
async function heavySearch({ port, heavyCookie: cookie }: ApiServer): Promise<Figure[]> {
  const ask = (path: string) => httpLoad(port, 1, 3, () => ({ path, cookie }));
  const bound = await ask("/api/notifications");
  // A word that nearly nobody uses is looked for in all 300,000; without their index that takes 200 lists.
  const words = { common: ["catenin", 10], rare: ["axinrare", 60], absent: ["haemoglobin", 60] } as const;
  const figures: Figure[] = [];
  for (const [kind, [word, most]] of Object.entries(words)) {
    const { p50, p99 } = await ask(`/api/notifications?q=${word}`);
    figures.push(atMost(`search.heavy.${kind}`, "ms", { value: p50, bound: bound.p50, most }, { p99 }));
  }
  return figures;
}

async function bulk({ db, port, heavyCookie: cookie }: ApiServer): Promise<Figure> {
  const origin = `http://127.0.0.1:${port}`;
  const headers = { cookie, origin, "sec-fetch-site": "same-origin", "content-type": "application/json" };
  const send = async (method: string, path: string, body?: object) => {
    const answer = await fetch(origin + path, { method, headers, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const heavy = db.sql`(select id from public."user" where email = 'heavy@bench.org')`;
  // Newest first, 10,000 of them unread; everything else read.
  await db.sql.begin(async (sql) => {
    await sql`set local statement_timeout = 0`;
    await sql`update notification.notification set read_at = now() where user_id = ${heavy} and read_at is null`;
  });
  const unread = () => db.sql`
    update notification.notification n set read_at = null, archived_at = null from (
      select user_id, event_id from notification.notification where user_id = ${heavy}
      order by event_id desc limit 10000) w
    where n.user_id = w.user_id and n.event_id = w.event_id`;
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < 5; round++) {
    await unread();
    const { snapshot } = await send("GET", "/api/notifications");
    const began = performance.now();
    const { affected } = await send("POST", "/api/notifications/bulk", {
      action: "read",
      query: "is:unread",
      snapshot,
    });
    ours.push(performance.now() - began);
    if (affected !== 10_000) throw new Error(`marked ${affected}, not 10,000`);
    await unread();
    const start = performance.now();
    await db.sql`update notification.notification set read_at = now(), revision = revision + 1, changed = pg_current_xact_id()
      where user_id = ${heavy} and read_at is null and archived_at is null and snoozed_until is null and hidden_at is null`;
    bare.push(performance.now() - start);
  }
  return atMost("bulk.10000", "ms", { value: median(ours), bound: median(bare), most: 2 });
}
