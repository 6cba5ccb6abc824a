import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { unavailable } from "../errors";
import { isTransient } from "./is-transient";

/** What a query runs on: the pool, or a transaction of it. */
export type Sql = postgres.ISql<Record<string, never>>;
export type Transaction = postgres.TransactionSql<Record<string, never>>;

export type Database = {
  /** Today's pool; take it anew for every piece of work, since a stuck pool is replaced. */
  readonly sql: postgres.Sql<Record<string, never>>;
  readonly orm: PostgresJsDatabase;
  /**
   * Runs `work` with a deadline. postgres.js leaves some promises unsettled after a database crash, so a
   * passed deadline replaces the pool and throws a 503 AppError.
   */
  within<T>(work: (sql: postgres.Sql<Record<string, never>>) => Promise<T>, deadlineMs?: number): Promise<T>;
  /** One transaction, with a deadline; a deadlock or serialisation failure tries the whole of it again. */
  transaction<T>(work: (sql: Transaction) => Promise<T>, deadlineMs?: number): Promise<T>;
  /** A pool of one connection outside this one, for LISTEN and advisory locks. The caller ends it. */
  dedicated(): postgres.Sql<Record<string, never>>;
  close(): Promise<void>;
};

const attempts = 5;

/** Opens a pool. Nothing is sent before the first query. */
export function openDatabase(url: string, options: { max?: number; applicationName?: string } = {}): Database {
  const open = (max: number) => {
    const sql = postgres(url, {
      max,
      connect_timeout: 10,
      idle_timeout: 0,
      onnotice: () => {},
      connection: { application_name: options.applicationName ?? "graphspace-notifications" },
    }) as unknown as postgres.Sql<Record<string, never>>;
    const orm = drizzle(sql as unknown as postgres.Sql);
    // drizzle turns off postgres.js's own time parsing; the tagged queries want Dates.
    (sql.options.parsers as Record<number, (value: string) => unknown>)[1184] = (value) => new Date(value);
    (sql.options.serializers as Record<number, (value: unknown) => unknown>)[1184] = (value) =>
      value instanceof Date ? value.toISOString() : value;
    return { sql, orm };
  };
  let pool = open(options.max ?? 10);

  const within: Database["within"] = async (work, deadlineMs = 15_000) => {
    const used = pool;
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        if (pool === used) {
          pool = open(options.max ?? 10);
          used.sql.end({ timeout: 0 }).catch(() => {});
        }
        reject(unavailable("The database did not answer in time."));
      }, deadlineMs);
    });
    try {
      const working = work(used.sql);
      working.catch(() => {});
      return await Promise.race([working, deadline]);
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    get sql() {
      return pool.sql;
    },
    get orm() {
      return pool.orm;
    },
    within,
    async transaction(work, deadlineMs) {
      for (let attempt = 1; ; attempt++) {
        try {
          return (await within((sql) => sql.begin(work) as Promise<unknown>, deadlineMs)) as Awaited<
            ReturnType<typeof work>
          >;
        } catch (error) {
          if (attempt >= attempts || !isTransient(error, "contention")) throw error;
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
        }
      }
    },
    dedicated: () => open(1).sql,
    close: () => pool.sql.end({ timeout: 5 }),
  };
}
