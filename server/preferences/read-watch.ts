import { readAccess } from "../access/access-of";
import type { Watch } from "../contract/answers";
import type { WatchLevel } from "../contract/api";
import { type ResourceRef, resourceId, resourceType } from "../contract/resource";
import type { Database } from "../database/database";
import { notFound } from "../errors";

/** A person's level of one thing; null is the default. What they may not see is not found. */
export async function readWatch(db: Database, userId: number, resource: ResourceRef): Promise<Watch> {
  await requireVisible(db, userId, resource);
  const [row] = await db.within(
    (sql) => sql<[{ level: WatchLevel | null; watchers: number }]>`
      select (select level from notification.watch where user_id = ${userId} and resource_type = ${resource.type}
          and resource_id = ${resource.id}) as level,
        (select count(*)::int from notification.watch where resource_type = ${resource.type}
          and resource_id = ${resource.id} and level = 'watching') as watchers`,
  );
  return { type: resource.type, id: String(resource.id), ...row };
}

export async function requireVisible(db: Database, userId: number, resource: ResourceRef): Promise<void> {
  if ((await readAccess(db.sql, userId, resource)) !== "visible") throw notFound();
}

/** A resource as it came in a path; what can be none is a 404. */
export function readResource(type: string | undefined, id: string | undefined): ResourceRef {
  const ref = { type: resourceType.safeParse(type), id: resourceId.safeParse(id) };
  if (!ref.type.success || !ref.id.success) throw notFound();
  return { type: ref.type.data, id: ref.id.data };
}
