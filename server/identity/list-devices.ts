import type { Device } from "../contract/account";
import type { Runtime } from "../runtime";
import { describeDevice } from "./describe-device";
import type { Viewer } from "./viewer";

type Row = { id: string; userAgent: string | null; address: string | null; createdAt: Date; lastUsedAt: Date };

/** The viewer's signed-in devices, the one that asks first, then by last use. */
export async function listDevices({ db }: Pick<Runtime, "db">, viewer: Viewer): Promise<Device[]> {
  const rows = await db.within(
    (sql) => sql<Row[]>`
      select id, user_agent as "userAgent", host(address) as address, created_at as "createdAt",
        last_used_at as "lastUsedAt"
      from auth.session where user_id = ${viewer.userId} and expires_at > now()
      order by id is not distinct from ${viewer.sessionId}::uuid desc, last_used_at desc`,
  );
  return rows.map((row) => ({
    id: row.id,
    current: row.id === viewer.sessionId,
    name: describeDevice(row.userAgent),
    address: row.address,
    signedInAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt.toISOString(),
  }));
}
