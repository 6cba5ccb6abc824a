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
      // A button that rests while it works loses the focus, to no part of its dialog.
      if (target === document.body && document.querySelector("dialog:modal")) return;
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

const lineOf = (element: Element | null) => element?.closest<HTMLElement>("[data-row], [data-group]");

/** The id of the row around an element, or the key of the group. */
export const rowKey = (element: Element | null): string | undefined => {
  const line = lineOf(element);
  return line?.dataset.row ?? line?.dataset.group;
};

/** What the focus walks along: the link of each row, the button of each group. */
export const rowLinks = () => [
  ...document.querySelectorAll<HTMLElement>("[data-row] h3 > a, [data-group] h3 > button"),
];

/** Focuses the next or previous row, and after the last what loads more; the first where none has the focus. */
export function moveFocus(step: 1 | -1): void {
  const active = document.activeElement;
  const more = document.querySelector<HTMLElement>("[data-load-more]");
  const stops = more ? [...rowLinks(), more] : rowLinks();
  const at = stops.findIndex((stop) => stop === active || lineOf(active)?.contains(stop));
  const next = at < 0 ? stops[0] : stops[at + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}
