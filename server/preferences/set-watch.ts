import { and, eq, ne } from "drizzle-orm";
import { now } from "../../drizzle/schema/columns";
import { watch } from "../../drizzle/schema/preferences";
import type { Watch } from "../contract/answers";
import type { WatchLevel } from "../contract/api";
import type { ResourceRef } from "../contract/resource";
import type { Database } from "../database/database";
import { orm } from "../database/orm";
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
    const mine = and(
      eq(watch.userId, userId),
      eq(watch.resourceType, resource.type),
      eq(watch.resourceId, resource.id),
    );
    await db.within((sql) => orm(sql).delete(watch).where(mine));
    return readWatch(db, userId, resource);
  }
  await requireVisible(db, userId, resource);
  await db.within((sql) =>
    orm(sql)
      .insert(watch)
      .values({ userId, resourceType: resource.type, resourceId: resource.id, level })
      .onConflictDoUpdate({
        target: [watch.userId, watch.resourceType, watch.resourceId],
        set: { level, createdAt: now() },
        setWhere: ne(watch.level, level),
      }),
  );
  return readWatch(db, userId, resource);
}
