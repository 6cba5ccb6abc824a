import type { BulkRequest, NotificationPatch } from "../contract/api";
import { type Fragment, fragment } from "../database/fragment";

/** Which state an action leaves, as a patch. */
export function patchOf(action: BulkRequest["action"], snoozedUntil?: string): NotificationPatch {
  switch (action) {
    case "read":
      return { read: true };
    case "unread":
      return { read: false };
    case "archive":
      return { archived: true };
    case "unarchive":
      return { archived: false };
    case "save":
      return { saved: true };
    case "unsave":
      return { saved: false };
    case "snooze":
      return { snoozedUntil };
  }
}

/** The columns that a person changes. */
export const stateNames = ["read_at", "archived_at", "saved_at", "snoozed_until", "woken_at"] as const;
type StateName = (typeof stateNames)[number];

/**
 * What each column is after a patch, as expressions over the row `r`. Archived things do not come back by
 * themselves, snoozed ones leave the archive, and what was dealt with is no longer "Back".
 * @param at when the action happens, as an expression
 */
export function outcome(patch: NotificationPatch, at: Fragment): Record<StateName, Fragment> {
  const { read, archived, saved, snoozedUntil } = patch;
  const snoozes = typeof snoozedUntil === "string";
  const flag = (wish: boolean | undefined, column: Fragment) =>
    wish === undefined ? column : wish ? fragment`coalesce(${column}, ${at})` : fragment`null::timestamptz`;
  return {
    read_at: flag(read, fragment`r.read_at`),
    archived_at: flag(snoozes ? false : archived, fragment`r.archived_at`),
    saved_at: flag(saved, fragment`r.saved_at`),
    snoozed_until:
      snoozedUntil !== undefined
        ? fragment`${snoozedUntil}::timestamptz`
        : flag(archived ? false : undefined, fragment`r.snoozed_until`),
    woken_at: flag(read || archived || snoozes ? false : undefined, fragment`r.woken_at`),
  };
}

/** The five columns of an alias as one row value. */
export const stateOf = (alias: "n" | "r"): Fragment =>
  alias === "n"
    ? fragment`(n.read_at, n.archived_at, n.saved_at, n.snoozed_until, n.woken_at)`
    : fragment`(r.read_at, r.archived_at, r.saved_at, r.snoozed_until, r.woken_at)`;

export const outcomeOf = (columns: Record<StateName, Fragment>): Fragment =>
  fragment`(${columns.read_at}, ${columns.archived_at}, ${columns.saved_at}, ${columns.snoozed_until}, ${columns.woken_at})`;
