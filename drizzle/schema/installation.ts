import { integer, jsonb, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, notificationSchema } from "./columns";

/** Facts about this installation: which database it is (system identifier, timeline), mail on hold, … */
export const installation = notificationSchema.table("installation", {
  key: text("key").primaryKey(),
  value: jsonb("value").notNull(),
  updatedAt: createdAt("updated_at"),
});

/**
 * Who could see what when upkeep last looked: GraphSpace changes its tables without telling, and only what differs
 * needs to be checked again. `member`: group, person. `share`: graph, group. `public`: graph. `layout`: shared layout.
 */
export const knownAccess = notificationSchema.table(
  "known_access",
  {
    kind: text("kind", { enum: ["member", "share", "public", "layout"] }).notNull(),
    subject: integer("subject").notNull(),
    object: integer("object").notNull(),
  },
  (table) => [primaryKey({ name: "known_access_pkey", columns: [table.kind, table.subject, table.object] })],
);
