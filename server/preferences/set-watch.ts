import type { Watch } from "../contract/answers";
import type { WatchLevel } from "../contract/api";
import type { ResourceRef } from "../contract/resource";
import type { Database } from "../database/database";
import { readWatch, requireVisible } from "./read-watch";

/** Watches or mutes a thing that the person may see; null goes back to the default. */
export async function setWatch(
  db: Database,
  userId: number,
  resource: ResourceRef,
  level: WatchLevel | null,
): Promise<Watch> {
  if (level === null) {
    // Also for what was lost meanwhile: settings list it until it is removed.
    await db.within(
      (sql) => sql`delete from notification.watch
        where user_id = ${userId} and resource_type = ${resource.type} and resource_id = ${resource.id}`,
    );
    return readWatch(db, userId, resource);
  }
  await requireVisible(db, userId, resource);
  await db.within(
    (sql) => sql`
      insert into notification.watch as w (user_id, resource_type, resource_id, level)
      values (${userId}, ${resource.type}, ${resource.id}, ${level})
      on conflict (user_id, resource_type, resource_id) do update set level = excluded.level, created_at = now()
      where w.level <> excluded.level`,
  );
  return readWatch(db, userId, resource);
}
