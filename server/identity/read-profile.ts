import type { Profile } from "../contract/account";
import type { Runtime } from "../runtime";
import type { Viewer } from "./viewer";

type Row = { colorScheme: Profile["colorScheme"]; shortcuts: boolean };

/** What a person said of themselves; defaults for those who never did. */
export async function readProfile({ db }: Pick<Runtime, "db">, viewer: Viewer): Promise<Profile> {
  const [row] = await db.within(
    (sql) => sql<Row[]>`
      select color_scheme as "colorScheme", shortcuts from auth.profile where user_id = ${viewer.userId}`,
  );
  return { name: viewer.name, colorScheme: row?.colorScheme ?? "system", shortcuts: row?.shortcuts ?? true };
}
