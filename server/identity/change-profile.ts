import { type Profile, profile } from "../contract/account";
import { parse } from "../parse";
import type { Runtime } from "../runtime";
import { setDisplayName } from "./set-display-name";
import type { Viewer } from "./viewer";

/** Changes the name that others see. */
export async function changeProfile({ db }: Pick<Runtime, "db">, viewer: Viewer, input: Profile): Promise<Profile> {
  const { name } = parse(profile, input);
  await db.within((sql) => setDisplayName(sql, viewer.userId, name));
  return { name };
}
