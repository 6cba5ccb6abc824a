import { randomBytes } from "node:crypto";
import type { Database } from "../database/database";
import type { Actor } from "./actor";
import { type CountedGroup, countedGroup } from "./list-groups";
import type { GroupRow } from "./permissions";
import { readName, readText } from "./read-input";
import { codes, refuse, unlessTaken } from "./refusals";
import { tell } from "./tell";

export type GroupInput = { name?: unknown; description?: unknown; owner_email?: unknown };

export const groupNameTaken = (name: GroupRow["name"], owner: string) =>
  refuse(409, codes.badRequest, `Group ${name} already exists for ${owner}!`, "name");

/** A new group of the actor's, who is its first member. */
export async function createGroup(db: Database, actor: Actor, input: GroupInput): Promise<CountedGroup> {
  if (input.owner_email != null && input.owner_email !== actor.email)
    throw refuse(403, codes.groupOfAnother, "Groups can only be created for yourself.", "owner_email");
  const name = readName(input.name, "group");
  const description = input.description == null ? null : readText(input.description, "description", 10_000);
  const work = db.transaction(async (sql) => {
    const [row] = await sql<{ id: number }[]>`
      insert into public."group" (name, owner_email, description, invite_code, created_at, updated_at)
      values (${name}, ${actor.email}, ${description}, ${randomBytes(16).toString("base64url")},
        now() at time zone 'utc', now() at time zone 'utc')
      returning id`;
    const { id } = row as { id: number };
    await sql`
      insert into public.group_to_user (user_id, group_id, created_at, updated_at)
      values (${actor.userId}, ${id}, now() at time zone 'utc', now() at time zone 'utc')`;
    await tell(sql, actor, {
      verb: "group.created",
      resource: { type: "group", id, name },
      owner: actor.email,
      topics: ["owner"],
    });
    return countedGroup(sql, actor, id);
  });
  return unlessTaken(work, () => groupNameTaken(name, actor.email));
}
