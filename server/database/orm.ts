import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import type postgres from "postgres";
import type { Sql } from "./database";

const known = new WeakMap<Sql, PostgresJsDatabase>();

/**
 * drizzle over a pool or one of its transactions: plain statements on one table, typed by `drizzle/schema`. What
 * needs locks, batches or a plan of its own is a tagged query.
 *
 * drizzle rewires how its client reads and writes times and JSON. It gets a stand-in to rewire, since tagged queries
 * share the connection; so JSON columns are written by those alone (drizzle's text would be quoted once more).
 */
export function orm(sql: Sql): PostgresJsDatabase {
  const made = known.get(sql);
  if (made) return made;
  const standIn = { options: { parsers: {}, serializers: {} }, unsafe: sql.unsafe };
  const database = drizzle({ client: standIn as unknown as postgres.Sql });
  known.set(sql, database);
  return database;
}
