/**
 * GraphSpace's own tables (schema `public`), as typed views for queries. Not ours to migrate: drizzle-kit
 * ignores this file, and drizzle/graphspace-baseline.sql creates what is missing.
 */
import { integer, pgTable, primaryKey, serial, text, timestamp } from "drizzle-orm/pg-core";

const times = {
  createdAt: timestamp("created_at", { mode: "string" }),
  updatedAt: timestamp("updated_at", { mode: "string" }),
};

export const user = pgTable("user", {
  id: serial("id").primaryKey(),
  email: text("email").notNull(),
  password: text("password").notNull(),
  isAdmin: integer("is_admin").notNull(),
  ...times,
});

export const group = pgTable("group", {
  id: serial("id").primaryKey(),
  name: text("name").notNull(),
  ownerEmail: text("owner_email").notNull(),
  description: text("description"),
  inviteCode: text("invite_code").notNull(),
  ...times,
});

export const groupToUser = pgTable(
  "group_to_user",
  { userId: integer("user_id").notNull(), groupId: integer("group_id").notNull(), ...times },
  (table) => [primaryKey({ columns: [table.userId, table.groupId] })],
);

export const graph = pgTable("graph", {
  id: serial("id").primaryKey(),
  name: text("name").notNull(),
  ownerEmail: text("owner_email").notNull(),
  graphJson: text("graph_json").notNull(),
  styleJson: text("style_json").notNull(),
  isPublic: integer("is_public").notNull(),
  defaultLayoutId: integer("default_layout_id"),
  ...times,
});

export const groupToGraph = pgTable(
  "group_to_graph",
  { graphId: integer("graph_id").notNull(), groupId: integer("group_id").notNull(), ...times },
  (table) => [primaryKey({ columns: [table.graphId, table.groupId] })],
);

export const layout = pgTable("layout", {
  id: serial("id").primaryKey(),
  name: text("name").notNull(),
  ownerEmail: text("owner_email").notNull(),
  graphId: integer("graph_id").notNull(),
  positionsJson: text("positions_json").notNull(),
  styleJson: text("style_json").notNull(),
  isShared: integer("is_shared").notNull(),
  originalJson: text("original_json"),
  ...times,
});

export const graphTag = pgTable("graph_tag", { id: serial("id").primaryKey(), name: text("name").notNull(), ...times });

export const graphToTag = pgTable(
  "graph_to_tag",
  { graphId: integer("graph_id").notNull(), tagId: integer("tag_id").notNull(), ...times },
  (table) => [primaryKey({ columns: [table.graphId, table.tagId] })],
);

export const node = pgTable("node", {
  id: serial("id").primaryKey(),
  name: text("name").notNull(),
  label: text("label").notNull(),
  graphId: integer("graph_id").notNull(),
  ...times,
});

export const edge = pgTable("edge", {
  id: serial("id").primaryKey(),
  name: text("name").notNull(),
  graphId: integer("graph_id").notNull(),
  headNodeId: integer("head_node_id").notNull(),
  tailNodeId: integer("tail_node_id").notNull(),
  isDirected: integer("is_directed").notNull(),
  ...times,
});
