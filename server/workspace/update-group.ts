import type { Database } from "../database/database";
import type { Actor } from "./actor";
import { type GroupInput, groupNameTaken } from "./create-group";
import { type CountedGroup, countedGroup } from "./list-groups";
import { groupFor } from "./permissions";
import { readName, readText } from "./read-input";
import { unlessTaken } from "./refusals";
import { tell } from "./tell";

/** Renames or describes a group. */
export async function updateGroup(db: Database, actor: Actor, id: number, input: GroupInput): Promise<CountedGroup> {
  const name = input.name == null ? undefined : readName(input.name, "group");
  const description = input.description == null ? undefined : readText(input.description, "description", 10_000);
  let owner = "";
  const work = db.transaction(async (sql) => {
    const before = await groupFor(sql, actor, "update", id, { lock: true });
    owner = before.ownerEmail;
    const after = { name: name ?? before.name, description: description ?? before.description };
    if (after.name === before.name && after.description === before.description) return countedGroup(sql, actor, id);
    await sql`
      update public."group" set name = ${after.name}, description = ${after.description},
        updated_at = now() at time zone 'utc' where id = ${id}`;
    await tell(sql, actor, {
      verb: "group.updated",
      resource: { type: "group", id, name: after.name },
      owner,
      groups: [{ id, name: after.name }],
      changes: {
        ...(after.name !== before.name ? { name: { from: before.name, to: after.name } } : {}),
        ...(after.description !== before.description ? { description: true } : {}),
      },
      topics: ["owner", "group", "watching"],
    });
    return countedGroup(sql, actor, id);
  });
  return unlessTaken(work, () => groupNameTaken(name ?? "", owner));
}
