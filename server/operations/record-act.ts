import type { Act } from "../contract/operations";
import type { Transaction } from "../database/database";

export type ActToRecord = { by: string; act: Act; subject: string; result?: Record<string, number> };

/** Writes down what somebody did by hand, in the transaction that does it. */
export async function recordAct(sql: Transaction, { by, act, subject, result = {} }: ActToRecord): Promise<void> {
  await sql`
    insert into notification.operator_act (by, act, subject, result)
    values (${by}, ${act}, ${subject}, ${sql.json(result)})`;
}
