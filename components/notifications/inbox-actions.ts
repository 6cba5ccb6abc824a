import { createContext, use } from "react";
import type { BulkRequest, WatchLevel } from "@/server/contract/api";
import type { Notification } from "@/server/contract/notification";
import type { Thing } from "./queries/watch";

export type BulkAction = BulkRequest["action"];

/** Some by id, or everything that matches the query as far as the page has seen it. */
export type Which = readonly string[] | "all matching";

/** What rows, bars and keys can ask for. Stable for the life of the page, so that rows render once. */
export type InboxActions = {
  /** An action on the given rows, shown at once and undone by `z` or the notice. */
  act: (action: Exclude<BulkAction, "snooze">, ids: readonly string[]) => void;
  snooze: (which: Which, until: string) => void;
  /** Brings snoozed ones back at once. */
  wake: (ids: readonly string[]) => void;
  /** Asks for a date to snooze these to. */
  snoozeToDate: (which: Which) => void;
  /** Shows a notification in the reading pane and marks it read. */
  open: (row: Notification) => void;
  /** Follows the notification to its graph or group: marks it read. */
  follow: (row: Notification) => void;
  /** Watches or mutes some things; null: neither. */
  setLevel: (things: readonly Thing[], level: WatchLevel | null) => void;
  /** Adds to the selection, or takes out what is all in it; `range`: adds everything since the last one. */
  select: (ids: readonly string[], range: boolean) => void;
  toggleGroup: (key: string) => void;
};

export const InboxActionsContext = createContext<InboxActions | null>(null);

export function useInboxActions(): InboxActions {
  const actions = use(InboxActionsContext);
  if (!actions) throw new Error("Rows live inside the inbox");
  return actions;
}
