import type { Transaction } from "../database/database";

/** bcrypt of `graphspace`: the demo's password is public, and the demo listens on loopback only. */
const passwordHash = "$2b$12$OOwC71LXt3qzJVeQTdoCuep.Uy390gcVfJeBX7nan2aQ/xIQyeFNS";

/** The demo's people; the first four are the documented accounts. */
export const demoPeople = [
  { email: "ana@example.org", name: "Ana Novak", admin: false },
  { email: "bo@example.org", name: "Bo Lindqvist", admin: false },
  { email: "chen@example.org", name: "Chen Wei", admin: false },
  { email: "admin@example.org", name: "Admin", admin: true },
  { email: "fatou@example.org", name: "Fatou Diop", admin: false },
] as const;

/**
 * Adds the demo's people, in the caller's transaction, to a database that has nobody yet.
 * Resolves to their ids by e-mail, or to null where there are people: those are real, and nothing is added.
 */
export async function seedPeople(sql: Transaction): Promise<Map<string, number> | null> {
  // Two processes that start at once must not both find nobody.
  await sql`lock table public."user" in share row exclusive mode`;
  const [somebody] = await sql`select from public."user" limit 1`;
  if (somebody) return null;
  const ids = new Map<string, number>();
  for (const { email, name, admin } of demoPeople) {
    const [row] = await sql<{ id: number }[]>`
      insert into public."user" (email, password, is_admin, created_at, updated_at)
      values (${email}, ${passwordHash}, ${admin ? 1 : 0}, now() at time zone 'utc', now() at time zone 'utc')
      returning id`;
    const { id } = row as { id: number };
    await sql`insert into auth.profile (user_id, display_name) values (${id}, ${name}) on conflict do nothing`;
    ids.set(email, id);
  }
  return ids;
}
