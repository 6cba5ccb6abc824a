import type { Fragment, Sql } from "../database/database";

/** Whether a mail, over `d` (digest), is still to be handed over and surely was not yet. */
export const notBegun = (sql: Sql): Fragment =>
  sql`(d.status = 'retry' or (d.status = 'claimed' and d.sending_at is null))` as unknown as Fragment;
