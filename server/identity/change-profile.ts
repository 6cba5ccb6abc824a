import { type Profile, profile } from "../contract/account";
import { parse } from "../parse";
import type { Runtime } from "../runtime";
import type { Viewer } from "./viewer";

/** Changes the name that others see. */
export async function changeProfile({ db }: Pick<Runtime, "db">, viewer: Viewer, input: Profile): Promise<Profile> {
  const { name } = parse(profile, input);
  await db.within(
    (sql) => sql`
      insert into auth.profile (user_id, display_name) values (${viewer.userId}, ${name})
      on conflict (user_id) do update set display_name = excluded.display_name`,
  );
  return { name };
}
