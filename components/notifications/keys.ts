/** The keys of the inbox, as the help sheet shows them. */
export const keyHelp: readonly { keys: string[]; does: string }[] = [
  { keys: ["j", "k"], does: "Next, previous" },
  { keys: ["Enter"], does: "Open" },
  { keys: ["x"], does: "Select" },
  { keys: ["Shift", "x"], does: "Select up to here" },
  { keys: ["e"], does: "Archive" },
  { keys: ["Shift", "i"], does: "Mark read" },
  { keys: ["Shift", "u"], does: "Mark unread" },
  { keys: ["s"], does: "Save" },
  { keys: ["h"], does: "Snooze" },
  { keys: ["m"], does: "Mute the graph or group" },
  { keys: ["z"], does: "Undo" },
  { keys: ["/"], does: "Search" },
  { keys: ["g", "n"], does: "Go to notifications" },
  { keys: ["Esc"], does: "Close, or clear the selection" },
  { keys: ["?"], does: "This help" },
];

export type InboxKey =
  | "next"
  | "previous"
  | "select"
  | "select range"
  | "archive"
  | "read"
  | "unread"
  | "save"
  | "snooze"
  | "mute"
  | "undo"
  | "search"
  | "help"
  | "escape";

const plain: Record<string, InboxKey> = {
  j: "next",
  k: "previous",
  x: "select",
  X: "select range",
  e: "archive",
  s: "save",
  h: "snooze",
  m: "mute",
  z: "undo",
  "/": "search",
  "?": "help",
  I: "read",
  U: "unread",
  Escape: "escape",
};

type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">;

/** What a key press means in the inbox; undefined where it belongs to the browser or to a field. */
export function inboxKey(press: Press, inField: boolean): InboxKey | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey) return undefined;
  return inField && press.key !== "Escape" ? undefined : plain[press.key];
}
