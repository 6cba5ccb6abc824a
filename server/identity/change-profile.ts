import type { z } from "zod";
import { type Profile, profilePatch } from "../contract/account";
import { parse } from "../parse";
import type { Runtime } from "../runtime";
import type { Viewer } from "./viewer";

/** Changes what is given of a person's profile; resolves to the whole. */
export async function changeProfile(
  { db }: Pick<Runtime, "db">,
  viewer: Viewer,
  input: z.input<typeof profilePatch>,
): Promise<Profile> {
  const { name = null, colorScheme = null, shortcuts = null } = parse(profilePatch, input);
  const [row] = await db.within(
    (sql) => sql<Profile[]>`
      insert into auth.profile as p (user_id, display_name, color_scheme, shortcuts)
      values (${viewer.userId}, ${name ?? viewer.name}, ${colorScheme ?? "system"}, ${shortcuts ?? true})
      on conflict (user_id) do update set
        display_name = coalesce(${name}, p.display_name),
        color_scheme = coalesce(${colorScheme}, p.color_scheme),
        shortcuts = coalesce(${shortcuts}::boolean, p.shortcuts)
      returning display_name as name, color_scheme as "colorScheme", shortcuts`,
  );
  return row as Profile;
}
