import { timingSafeEqual } from "node:crypto";
import type { Database, Transaction } from "../database/database";
import { endWatchesOf } from "../preferences/end-watches-of";
import type { Actor } from "./actor";
import { membersOf, watchersOf } from "./audiences";
import { type GroupRow, groupColumns, groupFor } from "./permissions";
import { badInput, codes, notYours, refuse } from "./refusals";
import { tell } from "./tell";

export type Member = { id: number; email: string; name: string; createdAt: string | null; updatedAt: string | null };

/** Who is in a group, for those who are. */
export async function listMembers(db: Database, actor: Actor, groupId: number): Promise<Member[]> {
  return db.within(async (sql) => {
    await groupFor(sql, actor, "read", groupId);
    return [
      ...(await sql<Member[]>`
        select u.id, u.email, coalesce(p.display_name, split_part(u.email, '@', 1)) as name,
          u.created_at as "createdAt", u.updated_at as "updatedAt"
        from public.group_to_user m join public."user" u on u.id = m.user_id
        left join auth.profile p on p.user_id = u.id
        where m.group_id = ${groupId} order by m.created_at nulls first, u.id`),
    ];
  });
}

/** Adds somebody by exact e-mail, or by id. */
export async function addMember(
  db: Database,
  actor: Actor,
  groupId: number,
  who: { email?: unknown; id?: unknown },
): Promise<{ userId: number; groupId: number }> {
  return db.transaction(async (sql) => {
    const group = await groupFor(sql, actor, "manage", groupId);
    const person = await findPerson(sql, who);
    if (!person) throw refuse(422, codes.badRequest, "User does not exist.", "member_email");
    await join(sql, group, person.id, () =>
      refuse(409, codes.alreadyMember, `${person.email} is a member of ${group.name} already.`, "member_email"),
    );
    await tell(sql, actor, {
      verb: "group.member_added",
      resource: { type: "group", id: groupId, name: group.name },
      owner: group.ownerEmail,
      groups: [{ id: groupId, name: group.name }],
      user: person.email,
      topics: ["group", "watching"],
    });
    return { userId: person.id, groupId };
  });
}

/** Joins a group by its invite code. */
export async function joinGroup(db: Database, actor: Actor, groupId: number, code: string): Promise<GroupRow> {
  return db.transaction(async (sql) => {
    const [group] = await sql<GroupRow[]>`select ${groupColumns} from public."group" gr where gr.id = ${groupId}`;
    if (!group || !sameCode(group.inviteCode, code)) throw notYours("invitation");
    await join(sql, group, actor.userId, () =>
      refuse(409, codes.alreadyMember, `You are a member of ${group.name} already.`),
    );
    await tell(sql, actor, {
      verb: "group.member_joined",
      resource: { type: "group", id: groupId, name: group.name },
      owner: group.ownerEmail,
      groups: [{ id: groupId, name: group.name }],
      user: actor.email,
      topics: ["group", "watching"],
    });
    return group;
  });
}

/** Removes a member, or oneself. The owner stays. */
export async function removeMember(
  db: Database,
  actor: Actor,
  { groupId, userId }: { groupId: number; userId: number },
): Promise<void> {
  await db.transaction(async (sql) => {
    const group = await groupFor(sql, actor, userId === actor.userId ? "read" : "manage", groupId);
    const [person] = await sql<{ email: string }[]>`select email from public."user" where id = ${userId}`;
    if (person?.email === group.ownerEmail)
      throw refuse(409, codes.badRequest, "The owner cannot leave the group; delete it instead.", "member_id");
    const resource = { type: "group", id: groupId, name: group.name } as const;
    const others = await membersOf(sql, [group], actor);
    const watching = await watchersOf(sql, [resource], resource, actor);
    const graphs = await sql<{ id: number }[]>`
      select graph_id as id from public.group_to_graph where group_id = ${groupId}`;
    const removed = await sql`
      delete from public.group_to_user where group_id = ${groupId} and user_id = ${userId}`;
    if (removed.count === 0 || !person)
      throw refuse(409, codes.badRequest, "This person is not a member of the group.", "member_id");
    await tell(sql, actor, {
      verb: "group.member_removed",
      resource,
      owner: group.ownerEmail,
      groups: [{ id: groupId, name: group.name }],
      user: person.email,
      topics: ["group", "watching"],
      audience: { group: [...new Set([...others, userId])], watching },
    });
    await endWatchesOf(sql, { groups: [groupId], graphs: graphs.map(({ id }) => id) });
  });
}

async function join(sql: Transaction, group: GroupRow, userId: number, already: () => Error): Promise<void> {
  const joined = await sql`
    insert into public.group_to_user (user_id, group_id, created_at, updated_at)
    values (${userId}, ${group.id}, now() at time zone 'utc', now() at time zone 'utc')
    on conflict do nothing`;
  if (joined.count === 0) throw already();
}

async function findPerson(sql: Transaction, { email, id }: { email?: unknown; id?: unknown }) {
  type Person = { id: number; email: string };
  if (typeof email === "string" && email !== "") {
    if (email.includes("\0")) return undefined;
    return (await sql<Person[]>`select id, email from public."user" where email = ${email}`)[0];
  }
  const number = Number(id);
  if (!Number.isInteger(number) || number < 1) throw badInput("member_email", "is missing");
  return number < 2 ** 31
    ? (await sql<Person[]>`select id, email from public."user" where id = ${number}`)[0]
    : undefined;
}

function sameCode(stored: string, given: string): boolean {
  const [a, b] = [Buffer.from(stored), Buffer.from(given)];
  return stored !== "" && a.length === b.length && timingSafeEqual(a, b);
}

/** The group that an invite code opens, or null. */
export async function readInvitation(db: Database, groupId: number, code: string): Promise<GroupRow | null> {
  const [group] = await db.within(
    (sql) => sql<GroupRow[]>`select ${groupColumns} from public."group" gr where gr.id = ${groupId}`,
  );
  return group && sameCode(group.inviteCode, code) ? group : null;
}
