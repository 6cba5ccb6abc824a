import type { Database } from "../database/database";
import type { Actor } from "./actor";
import { type FullGraphRow, graphFor } from "./permissions";

/** A graph with its two JSONs. */
export const readGraph = (db: Database, actor: Actor, id: number): Promise<FullGraphRow> =>
  db.within((sql) => graphFor(sql, actor, "read", id));
