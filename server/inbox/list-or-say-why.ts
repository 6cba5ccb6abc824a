import type { NotificationPage } from "../contract/api";
import type { NotificationFilter } from "../contract/query-filter";
import type { Database } from "../database/database";
import { listNotifications } from "./list-notifications";

type Input = NonNullable<Parameters<typeof listNotifications>[2]>;

/** A page of notifications; where there is none, with the names of the query that are not known to its reader. */
export async function listOrSayWhy(db: Database, userId: number, input: Input): Promise<NotificationPage> {
  const page = await listNotifications(db, userId, input);
  const { filter, cursor } = input;
  if (!filter || cursor || page.notifications.length > 0) return page;
  const [groups, people] = await Promise.all([
    unknownGroups(db, userId, filter.group.any),
    unknownPeople(db, userId, filter.actor.any),
  ]);
  return { ...page, unknown: [...groups, ...people] };
}

type Unknown = NonNullable<NotificationPage["unknown"]>[number];

async function unknownGroups(db: Database, userId: number, named: NotificationFilter["group"]["any"]) {
  if (named.length === 0) return [];
  const known = await db.within(
    (sql) => sql<{ id: number; name: string }[]>`
      select g.id, lower(g.name) as name from public.group_to_user m join public."group" g on g.id = m.group_id
      where m.user_id = ${userId}`,
  );
  const is = (wanted: number | string) =>
    known.some(({ id, name }) => (typeof wanted === "number" ? id === wanted : name === wanted.toLowerCase()));
  return named
    .filter((wanted) => !is(wanted))
    .map(
      (wanted): Unknown => ({
        key: "in",
        value: String(wanted),
        message: `You are in no group ${typeof wanted === "number" ? "with the number" : "called"} ${wanted}.`,
      }),
    );
}

/** Only those of the reader's own groups are looked through: who else has an account is not theirs to learn. */
async function unknownPeople(db: Database, userId: number, named: string[]) {
  const wanted = named.filter((name) => name.toLowerCase() !== "me");
  if (wanted.length === 0) return [];
  const unknown = await db.within(
    (sql) => sql<{ name: string }[]>`
      select w.name from unnest(${wanted}::text[]) w(name)
      where not exists (
        select from public.group_to_user mine
        join public.group_to_user theirs on theirs.group_id = mine.group_id
        join public."user" u on u.id = theirs.user_id
        left join auth.profile p on p.user_id = u.id
        where mine.user_id = ${userId} and (u.email = w.name or lower(p.display_name) = lower(w.name)
          or lower(split_part(u.email, '@', 1)) = lower(w.name)))`,
  );
  return unknown.map(
    ({ name }): Unknown => ({
      key: "from",
      value: name,
      message: `Nobody in your groups ${name.includes("@") ? "has the address" : "is called"} ${name}.`,
    }),
  );
}
