import { jsonb, text } from "drizzle-orm/pg-core";
import { createdAt, identity, notificationSchema } from "./columns";

/** One event to publish, written in the caller's transaction and deleted once handed over. */
export const outbox = notificationSchema.table("outbox", {
  id: identity("id").primaryKey(),
  /** The notification type's name. */
  topic: text("topic").notNull(),
  key: text("key"),
  /** The message exactly as it goes out. */
  value: text("value").notNull(),
  headers: jsonb("headers").$type<Record<string, string>>().notNull().default({}),
  createdAt: createdAt(),
});
