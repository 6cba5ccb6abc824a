import { notFound } from "../errors";
import type { Runtime } from "../runtime";

/** Ends a producer's token at once; 404 when there is none of that id, or it is revoked already. */
export async function revokeEventToken({ db }: Pick<Runtime, "db">, id: string): Promise<void> {
  const revoked = await db.within(
    (sql) => sql`
      update auth.event_token set revoked_at = now() where id::text = ${id} and revoked_at is null returning id`,
  );
  if (revoked.length === 0) throw notFound();
}
