import type { Database, Transaction } from "../database/database";

/** More people than one transaction should tell; its parts are told one after the other. */
export class TooMuch extends Error {
  override readonly name = "TooMuch";
}
export const maxRecipients = 200_000;

const deadlineMs = 30_000;
const patientDeadlineMs = 600_000;

/**
 * What the data itself is at fault for, so that trying again cannot help: 21 cardinality, 22 data, 23 integrity,
 * 54 limits; and more at once than a text of JavaScript's holds. Everything else is trouble of the database or a
 * defect, and never a reason to give up a message.
 */
export const refusesData = (error: unknown): error is Error =>
  error instanceof Error &&
  (("code" in error && typeof error.code === "string" && /^(21|22|23|54|ERR_STRING_TOO_LONG)/.test(error.code)) ||
    (error instanceof RangeError && error.message === "Invalid string length"));

type Steps<Item, Result> = {
  store: (sql: Transaction, items: Item[], limit: number) => Promise<Result>;
  /** What to store instead of the one item that is refused. */
  giveUp: (item: Item, error: Error) => Item;
  /** After each commit, with the time it took. */
  committed: (result: Result, seconds: number) => void;
  /** Never halves: all of it or nothing, with the error. */
  whole: boolean;
};

/**
 * Stores the whole batch in one transaction. Where the data is refused, or too much at once, each half gets a
 * transaction of its own, in order, down to the one item.
 */
export async function bisect<Item, Result>(db: Database, items: Item[], steps: Steps<Item, Result>): Promise<void> {
  const started = performance.now();
  const attempt = async (some: Item[], limit = maxRecipients) => {
    const result = await db.transaction(
      (sql) => steps.store(sql, some, limit),
      limit === maxRecipients ? deadlineMs : patientDeadlineMs,
    );
    steps.committed(result, (performance.now() - started) / 1000);
  };
  try {
    await attempt(items);
  } catch (error) {
    if (steps.whole || (!(error instanceof TooMuch) && !refusesData(error))) throw error;
    const [only, ...more] = items;
    if (more.length > 0) {
      const middle = Math.ceil(items.length / 2);
      await bisect(db, items.slice(0, middle), steps);
      await bisect(db, items.slice(middle), steps);
    } else if (error instanceof TooMuch) {
      await attempt(items, Number.POSITIVE_INFINITY);
    } else {
      await attempt([steps.giveUp(only as Item, error)]);
    }
  }
}
