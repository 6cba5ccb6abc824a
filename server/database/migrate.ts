import { readFile } from "node:fs/promises";
import path from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as runMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { StartError } from "../start-error";

/** Serialises nodes that start at once; any constant will do, as long as it stays. */
const migrationLock = 4_747_001;

/** PostgreSQL's word for a table that is there already. */
const isTakenTable = (error: { cause?: { code?: string } }) => error.cause?.code === "42P07";

/** Until the first release the first migration was made anew when tables changed. */
const unfinished = (cause: unknown) =>
  new StartError(
    "The tables in this database were made by an unreleased version and cannot be brought up to date. With the " +
      "embedded database, remove DATA_DIR (.data) and start again; otherwise drop the schemas notification and auth.",
    { cause },
  );

const notLetIn = (url: string, cause: Error) =>
  new StartError(
    `The database at ${new URL(url).host} does not let us in: ${cause.message}. Check host, port, user, password and ` +
      "name in DATABASE_URL; npm run doctor says when it is right.",
    { cause },
  );

/**
 * Brings the database up to date: GraphSpace's own tables where they are missing, then our schemas.
 * @param root the folder that holds `drizzle/`
 */
export async function migrate(url: string, root = process.cwd()): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(${migrationLock})`.catch((cause) => {
      throw notLetIn(url, cause);
    });
    // A database that has people is a GraphSpace: its tables are left as they are, and need no rights of ours.
    const [{ attached } = { attached: null }] = await sql`select to_regclass('public."user"') as attached`;
    if (attached === null) await sql.unsafe(await readFile(path.join(root, "drizzle/graphspace-baseline.sql"), "utf8"));
    await runMigrations(drizzle(sql), {
      migrationsFolder: path.join(root, "drizzle/migrations"),
      migrationsSchema: "notification",
      migrationsTable: "migration",
    }).catch((error) => {
      throw isTakenTable(error) ? unfinished(error) : error;
    });
  } finally {
    await sql.end();
  }
}
