import type { Transaction } from "../database/database";

/**
 * Has every statement of this transaction planned by what the tables hold now. A plan that was kept from when the
 * ledger was small reads all of it for every mail, and a large run takes a time that grows with its square.
 */
export const planAnew = (sql: Transaction) => sql`set local plan_cache_mode = force_custom_plan`;
