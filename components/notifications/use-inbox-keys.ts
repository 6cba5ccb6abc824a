import { useEffect, useRef } from "react";
import { type InboxKey, inboxKey } from "./keys";
import { useKeysSwitch } from "./keys-switch";

/** Calls `onKey` for the inbox's keys, anywhere on the page but in fields, menus and dialogs. */
export function useInboxKeys(onKey: (key: InboxKey) => void): void {
  const [on] = useKeysSwitch();
  const handle = useRef(onKey);
  handle.current = onKey;
  useEffect(() => {
    if (!on) return;
    const listen = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.defaultPrevented || target?.closest("dialog, [role=menu], [role=dialog]")) return;
      const key = inboxKey(
        event,
        target?.matches("input:not([type=checkbox]), textarea, select, [contenteditable]") ?? false,
      );
      if (!key) return;
      event.preventDefault();
      handle.current(key);
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [on]);
}

const rowLinks = () => [...document.querySelectorAll<HTMLElement>("[data-row] h3 > a, [data-group] h3 > button")];

/** Focuses the next or previous row; the first where none has the focus. */
export function moveFocus(step: 1 | -1): void {
  const links = rowLinks();
  const current = document.activeElement?.closest("[data-row], [data-group]");
  const at = links.findIndex((link) => current?.contains(link));
  const next = at < 0 ? links[0] : links[at + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

/** The ids of the row that has the focus: several for a group. */
export function focusedRow(): { id?: string; group?: string } {
  const row = document.activeElement?.closest<HTMLElement>("[data-row], [data-group]");
  return { id: row?.dataset.row, group: row?.dataset.group };
}
