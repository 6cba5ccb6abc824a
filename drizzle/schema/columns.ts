import { sql } from "drizzle-orm";
import { bigint, customType, pgSchema, timestamp } from "drizzle-orm/pg-core";

/** Everything of ours about notifications. Dropping this schema and `auth` uninstalls the system. */
export const notificationSchema = pgSchema("notification");
export const authSchema = pgSchema("auth");

/** A 64-bit transaction id that never wraps; text in JavaScript. */
export const xid8 = customType<{ data: string }>({ dataType: () => "xid8" });
/** A `pg_snapshot` in its text form, `xmin:xmax:xip,…`. */
export const pgSnapshot = customType<{ data: string }>({ dataType: () => "pg_snapshot" });
export const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });
export const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

export const time = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
/** On the database's clock. */
export const now = () => sql<Date>`now()`;
export const createdAt = (name = "created_at") => time(name).notNull().default(now());
export const identity = (name: string) => bigint(name, { mode: "bigint" }).generatedAlwaysAsIdentity();
/** GraphSpace's `public.user.id`; no foreign key, so that we attach without touching its tables. */
export const currentTransaction = (name: string) => xid8(name).notNull().default(sql`pg_current_xact_id()`);
