import { setTimeout as sleep } from "node:timers/promises";

const attempts = 6;

/** Does something with the database that is worth a quarter of a minute of trying; throws what the last try threw. */
export async function persist<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts) throw error;
      await sleep(250 * 2 ** attempt);
    }
  }
}
