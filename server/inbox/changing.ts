import type { BulkRequest, NotificationPatch } from "../contract/api";
import type { Fragment, Sql } from "../database/database";

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
export function outcome(sql: Sql, patch: NotificationPatch, at: Fragment): Record<StateName, Fragment> {
  const { read, archived, saved, snoozedUntil } = patch;
  const snoozes = typeof snoozedUntil === "string";
  const flag = (wish: boolean | undefined, column: unknown) =>
    wish === undefined ? column : wish ? sql`coalesce(${column as Fragment}, ${at})` : sql`null::timestamptz`;
  const columns = {
    read_at: flag(read, sql`r.read_at`),
    archived_at: flag(snoozes ? false : archived, sql`r.archived_at`),
    saved_at: flag(saved, sql`r.saved_at`),
    snoozed_until:
      snoozedUntil !== undefined
        ? sql`${snoozedUntil}::timestamptz`
        : flag(archived ? false : undefined, sql`r.snoozed_until`),
    woken_at: flag(read || archived || snoozes ? false : undefined, sql`r.woken_at`),
  };
  return columns as Record<StateName, Fragment>;
}

/** The five columns of an alias as one row value. */
export const stateOf = (sql: Sql, alias: "n" | "r"): Fragment =>
  (alias === "n"
    ? sql`(n.read_at, n.archived_at, n.saved_at, n.snoozed_until, n.woken_at)`
    : sql`(r.read_at, r.archived_at, r.saved_at, r.snoozed_until, r.woken_at)`) as unknown as Fragment;

export const outcomeOf = (sql: Sql, columns: Record<StateName, Fragment>): Fragment =>
  sql`(${columns.read_at}, ${columns.archived_at}, ${columns.saved_at}, ${columns.snoozed_until}, ${columns.woken_at})` as unknown as Fragment;
