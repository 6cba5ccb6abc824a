import { useState } from "react";
import type { Notification } from "@/server/contract/notification";

/** The row that a wide page shows while none is opened: the first at the time, and it stays when others arrive on top. */
export function usePinned(rows: readonly Notification[], query: string, settled: boolean): Notification | undefined {
  const [pin, setPin] = useState<{ query: string; id: string | undefined }>({ query, id: rows[0]?.id });
  const found = pin.query === query ? rows.find((row) => row.id === pin.id) : undefined;
  if (!found && rows[0] && settled) setPin({ query, id: rows[0].id });
  return found ?? rows[0];
}
