import { type Database, openDatabase, type Transaction } from "../database/database";

/** Where a process of a test kills itself (-9): just before or just after its nth transaction's commit. */
export type DieAt = { when: "before-commit" | "after-commit"; transaction: number };

/** A database whose user dies at a named point. Transactions are counted in the order in which they begin. */
export function mortalDatabase(url: string, dieAt?: DieAt): Database {
  const db = openDatabase(url, { max: 5 });
  if (!dieAt) return db;
  const { transaction } = db;
  const die = () => process.kill(process.pid, "SIGKILL");
  let begun = 0;
  db.transaction = async <T>(work: (sql: Transaction) => Promise<T>, deadlineMs?: number): Promise<T> => {
    const due = ++begun === dieAt.transaction;
    const result = await transaction.call(
      db,
      async (sql: Transaction) => {
        const done = await work(sql);
        if (due && dieAt.when === "before-commit") die();
        return done;
      },
      deadlineMs,
    );
    if (due && dieAt.when === "after-commit") die();
    return result as T;
  };
  return db;
}
