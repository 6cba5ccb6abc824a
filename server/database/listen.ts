import type { Stop } from "../runtime";
import type { Database } from "./database";
import type { channels } from "./wake";

/**
 * Calls `woken` whenever the channel is notified. Survives a database that is away: it listens again when the
 * database is back, so callers poll beside it. Never rejects.
 */
export function listen(
  db: Database,
  channel: (typeof channels)[keyof typeof channels],
  woken: (payload: string) => void,
): Stop {
  let stopped = false;
  let connection = db.dedicated();
  let retry: NodeJS.Timeout | undefined;
  const start = () => {
    connection.listen(channel, woken).catch(() => {
      if (stopped) return;
      retry = setTimeout(() => {
        connection.end({ timeout: 0 }).catch(() => {});
        connection = db.dedicated();
        start();
      }, 1000);
    });
  };
  start();
  return async () => {
    stopped = true;
    clearTimeout(retry);
    await connection.end({ timeout: 1 }).catch(() => {});
  };
}
