import { useState } from "react";
import type { Notification } from "@/server/contract/notification";
import type { ListItem } from "./arrange-rows";

/** The row that a wide page shows while none is opened: the first at the time, and it stays when others arrive on top. */
export function usePinned(items: readonly ListItem[], query: string, settled: boolean): Notification | undefined {
  const rows = items.flatMap((item) => (item.kind === "row" ? [item.row] : item.kind === "group" ? item.rows : []));
  const [pin, setPin] = useState<{ query: string; id: string | undefined }>({ query, id: rows[0]?.id });
  const found = pin.query === query ? rows.find((row) => row.id === pin.id) : undefined;
  if (!found && rows[0] && settled) setPin({ query, id: rows[0].id });
  return found ?? rows[0];
}
