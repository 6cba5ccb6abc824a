import { jsonb, text } from "drizzle-orm/pg-core";
import { createdAt, notificationSchema } from "./columns";

/** Facts about this installation: which database it is (system identifier, timeline), mail on hold, … */
export const installation = notificationSchema.table("installation", {
  key: text("key").primaryKey(),
  value: jsonb("value").notNull(),
  updatedAt: createdAt("updated_at"),
});
