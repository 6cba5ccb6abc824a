import type { Database, Pool, Transaction } from "./database";

/** A database whose transactions are savepoints of one that is open: verbs run in it as in any other. */
export const inTransaction = (sql: Transaction): Database => {
  const pool = sql as unknown as Pool;
  return {
    sql: pool,
    within: (work) => work(pool),
    transaction: (work) => sql.savepoint(work) as never,
    dedicated: () => pool,
    close: async () => {},
  };
};
