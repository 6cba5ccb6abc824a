import postgres from "postgres";
import { unavailable } from "../errors";
import { isConnectionLost, isTransient } from "./is-transient";
import { readTime } from "./read-time";

/** What a query runs on: the pool, or a transaction of it. */
export type Sql = postgres.ISql<Record<string, never>>;
export type Transaction = postgres.TransactionSql<Record<string, never>>;
export type Pool = postgres.Sql<Record<string, never>>;

export type Database = {
  /** Today's pool; take it anew for every piece of work, since a stuck pool is replaced. */
  readonly sql: Pool;
  /**
   * Runs `work` with a deadline; when it passes, throws a 503 AppError. postgres.js leaves some promises unsettled
   * after a database crash, so the pool is then asked for a sign of life and replaced if it gives none.
   */
  within<T>(work: (sql: Pool) => Promise<T>, deadlineMs?: number): Promise<T>;
  /** One transaction, with a deadline; a deadlock or serialisation failure tries the whole of it again. */
  transaction<T>(work: (sql: Transaction) => Promise<T>, deadlineMs?: number): Promise<T>;
  /** A pool of one connection outside this one, for LISTEN and advisory locks. The caller ends it. */
  dedicated(): Pool;
  close(): Promise<void>;
};

const attempts = 5;
const probeMs = 5_000;
/** The server ends what nobody waits for any more, so that a forgotten statement holds no locks. */
const serverLimits = {
  statement_timeout: 120_000,
  idle_in_transaction_session_timeout: 60_000,
  client_connection_check_interval: 5_000,
};

const writeTime = (time: Date | string | number) => new Date(time).toISOString();

/** Opens a pool of at most `max` connections. Nothing is sent before the first query. */
export function openDatabase(url: string, options: { max?: number; applicationName?: string } = {}): Database {
  const open = (max: number) =>
    postgres(url, {
      max,
      connect_timeout: 10,
      onnotice: () => {},
      connection: { application_name: options.applicationName ?? "graphspace-notifications", ...serverLimits },
      // GraphSpace's times carry no zone: a Date would invent one.
      types: {
        zoneless: { to: 1114, from: [1114], serialize: String, parse: (value: string) => value },
        zoned: { to: 1184, from: [1184], serialize: writeTime, parse: readTime },
      },
    }) as unknown as Pool;
  let sql = open(options.max ?? 10);

  const replace = (suspect: Pool) => {
    if (sql !== suspect) return;
    sql = open(options.max ?? 10);
    keepTypes(suspect, sql);
    suspect.end({ timeout: 30 }).catch(() => {});
  };

  /** Replaces a pool that does not answer; a busy one answers sooner or later and stays. */
  const replaceIfStuck = async (suspect: Pool) => {
    const alive = await Promise.race([
      suspect`select 1`.then(
        () => true,
        () => true,
      ),
      new Promise<false>((resolve) => setTimeout(() => resolve(false), probeMs).unref()),
    ]);
    if (!alive) replace(suspect);
  };

  const within: Database["within"] = async (work, deadlineMs = 15_000) => {
    const used = sql;
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(unavailable("The database did not answer in time."));
        void replaceIfStuck(used);
      }, deadlineMs);
    });
    try {
      // One promise for all who wait: a statement of drizzle runs anew at each `then`.
      const working = Promise.resolve(work(used));
      working.catch(() => {});
      const result = await Promise.race([working, deadline]);
      // The pool knows the array types now; asking again on every new connection is where a crash goes unhandled.
      optionsOf(used).fetch_types = false;
      return result;
    } catch (error) {
      // What was about to be sent stays in a lost connection's buffer and spoils its next start.
      if (isConnectionLost(error)) replace(used);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    get sql() {
      return sql;
    },
    within,
    async transaction<T>(work: (sql: Transaction) => Promise<T>, deadlineMs?: number): Promise<T> {
      for (let attempt = 1; ; attempt++) {
        try {
          return (await within((pool) => pool.begin(work) as Promise<T>, deadlineMs)) as T;
        } catch (error) {
          if (attempt >= attempts || !isTransient(error, "contention")) throw error;
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
        }
      }
    },
    dedicated: () => open(1),
    close: () => sql.end({ timeout: 5 }),
  };
}

type PoolOptions = { fetch_types: boolean; parsers: object; serializers: object };
const optionsOf = (pool: Pool) => pool.options as unknown as PoolOptions;

/** Array types that one pool has looked up need not be looked up by the next. */
function keepTypes(from: Pool, to: Pool): void {
  Object.assign(optionsOf(to).parsers, optionsOf(from).parsers);
  Object.assign(optionsOf(to).serializers, optionsOf(from).serializers);
  optionsOf(to).fetch_types = optionsOf(from).fetch_types;
}
