import { type Database, openDatabase, type Transaction } from "../database/database";
import type { DieAt } from "./mortal-database";

/**
 * A database whose user is gone from a named point on, inside a living test process: from then on nothing that it
 * asks is answered, as if its process had ended. `died` resolves at that point.
 */
export function dyingDatabase(url: string, dieAt?: DieAt): { db: Database; died: Promise<void>; dead: () => boolean } {
  const db = openDatabase(url, { max: 3 });
  const { transaction, within } = db;
  let over = false;
  let tell = () => {};
  const died = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const never = () => new Promise<never>(() => {});
  let begun = 0;
  const die = () => {
    over = true;
    tell();
  };
  db.within = (work, deadlineMs) => (over ? never() : within.call(db, work, deadlineMs)) as never;
  db.transaction = async <T>(work: (sql: Transaction) => Promise<T>, deadlineMs?: number): Promise<T> => {
    if (over) return never();
    const due = ++begun === dieAt?.transaction;
    try {
      const result = await transaction.call(
        db,
        async (sql: Transaction) => {
          const done = await work(sql);
          if (due && dieAt?.when === "before-commit") throw new Error("dead");
          return done;
        },
        deadlineMs,
      );
      if (!due) return result as T;
    } catch (error) {
      if (!due) throw error;
    }
    die();
    return never();
  };
  return { db, died, dead: () => over };
}
