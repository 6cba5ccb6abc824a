import { index, inet, integer, text, uuid } from "drizzle-orm/pg-core";
import { authSchema, createdAt, time } from "./columns";

/** One signed-in device. The token itself is only in the cookie. */
export const session = authSchema.table(
  "session",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    /** SHA-256 of the token, hex. */
    tokenHash: text("token_hash").notNull().unique(),
    userId: integer("user_id").notNull(),
    userAgent: text("user_agent"),
    address: inet("address"),
    createdAt: createdAt(),
    lastUsedAt: createdAt("last_used_at"),
    expiresAt: time("expires_at").notNull(),
    /** Digest of the password hash at sign-in: a changed password ends the session. */
    passwordMark: text("password_mark").notNull(),
  },
  (table) => [index("session_user").on(table.userId), index("session_expires").on(table.expiresAt)],
);

/** What GraphSpace's user table has no column for. */
export const profile = authSchema.table("profile", {
  userId: integer("user_id").primaryKey(),
  displayName: text("display_name").notNull(),
});

/** A person's Atom feed: its secret link, stored like a session's token. */
export const feedLink = authSchema.table("feed_link", {
  userId: integer("user_id").primaryKey(),
  /** Names the feed to its readers; no secret, and it outlives a link that is made anew. */
  id: uuid("id").notNull().defaultRandom(),
  /** SHA-256 of the token, hex. */
  tokenHash: text("token_hash").notNull().unique(),
  createdAt: createdAt(),
  lastUsedAt: time("last_used_at"),
  /** That of the session which made it: a changed password ends the link too. */
  passwordMark: text("password_mark").notNull().default(""),
});

/** A producer's bearer token for POST /api/events, bound to one source and a list of types. */
export const eventToken = authSchema.table("event_token", {
  id: uuid("id").primaryKey().defaultRandom(),
  tokenHash: text("token_hash").notNull().unique(),
  name: text("name").notNull(),
  source: text("source").notNull(),
  types: text("types").array().notNull(),
  createdAt: createdAt(),
  lastUsedAt: time("last_used_at"),
  revokedAt: time("revoked_at"),
});
