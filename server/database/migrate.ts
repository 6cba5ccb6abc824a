import { readFile } from "node:fs/promises";
import path from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as runMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";

/** Serialises nodes that start at once; any constant will do, as long as it stays. */
const migrationLock = 4_747_001;

/**
 * Brings the database up to date: GraphSpace's own tables where they are missing, then our schemas.
 * @param root the folder that holds `drizzle/`
 */
export async function migrate(url: string, root = process.cwd()): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(${migrationLock})`;
    // A database that has people is a GraphSpace: its tables are left as they are, and need no rights of ours.
    const [{ attached } = { attached: null }] = await sql`select to_regclass('public."user"') as attached`;
    if (attached === null) await sql.unsafe(await readFile(path.join(root, "drizzle/graphspace-baseline.sql"), "utf8"));
    await runMigrations(drizzle(sql), {
      migrationsFolder: path.join(root, "drizzle/migrations"),
      migrationsSchema: "notification",
      migrationsTable: "migration",
    });
  } finally {
    await sql.end();
  }
}
