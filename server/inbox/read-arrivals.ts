import type { Transaction } from "../database/database";
import { type Fragment, fragment } from "../database/fragment";
import type { Arrivals } from "../handover";
import { type StateRow, stateColumns } from "./notification-row";
import { type Wording, word, wordingColumns } from "./word-notifications";

/** What is worth reading here: of more push finds them as fast. */
export const maxArrivals = 200;

const wording = wordingColumns({
  users: fragment`array(select user_id from arrived)`,
  events: fragment`array(select event_id from arrived)`,
  reasons: fragment`array(select reasons from arrived)`,
});

type Row = StateRow & Wording & { count: number; transaction: string };

/**
 * Runs a statement that inserts notifications of events that are there, and words what it has inserted for those who
 * will read it once the transaction has committed; null where it is nothing or too much.
 */
export async function readArrivals(
  sql: Transaction,
  insert: Fragment,
): Promise<{ count: number; arrivals: Arrivals | null }> {
  const rows = await sql<Row[]>`
    with n as (${insert} returning *),
    arrived as materialized (select ${stateColumns} from n where (select count(*) from n) <= ${maxArrivals}::int),
    head as materialized (
      select (select count(*) from n)::int as count, pg_current_xact_id()::text as transaction)
    select head.*, arrived.*, case when row_number() over () = 1 then ${wording.events} end as events,
      case when row_number() over () = 1 then ${wording.special} end as special
    from head left join arrived on true order by user_id, event_id`;
  const [{ count, transaction }] = rows as unknown as [Row];
  if (count === 0 || count > maxArrivals) return { count, arrivals: null };
  const { events, special } = rows.find((row) => row.events) ?? (rows[0] as Row);
  const { told } = word(rows, { events, special });
  return { count, arrivals: { transaction: BigInt(transaction), told } };
}
