import type { Database } from "../database/database";

/** The groups a person is in, by name. */
export const listGroups = (db: Database, userId: number): Promise<{ id: string; name: string }[]> =>
  db.within(
    (sql) => sql<{ id: string; name: string }[]>`
      select g.id::text as id, g.name from public."group" g
      join public.group_to_user m on m.group_id = g.id
      where m.user_id = ${userId} order by lower(g.name), g.id`,
  );
