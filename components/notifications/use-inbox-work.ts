import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import type { BulkRequest } from "@/server/contract/api";
import type { Notification } from "@/server/contract/notification";
import type { BulkAction } from "./inbox-actions";
import type { NoticeText } from "./notice";
import { startBulk, useUndo } from "./queries/bulk";
import { useMarkNotification } from "./queries/mark-notification";
import { useWatch } from "./queries/watch";

const done: Record<BulkAction, string> = {
  read: "marked read",
  unread: "marked unread",
  archive: "archived",
  unarchive: "moved to the Inbox",
  save: "saved",
  unsave: "taken out of Saved",
  snooze: "snoozed",
};
/** One row that stays in sight needs no notice; `z` still undoes it. */
const quietForOne = new Set<BulkAction>(["read", "unread", "save", "unsave"]);

/** Acts on notifications, says what was done, and can undo the last of it. */
export function useInboxWork() {
  const client = useQueryClient();
  const [notice, setNotice] = useState<NoticeText | null>(null);
  const lastUndo = useRef<(() => void) | null>(null);
  const undo = useUndo().mutate;
  const mark = useMarkNotification().mutate;
  const watch = useWatch().mutate;

  const say = useCallback((text: string, more: Partial<NoticeText> = {}) => {
    lastUndo.current = more.undo ?? lastUndo.current;
    setNotice({ key: Date.now(), text, ...more });
  }, []);
  const refused = useCallback((error: Error) => say(error.message, { failed: true }), [say]);

  const run = useCallback(
    (request: BulkRequest) => {
      const { before, answer } = startBulk(client, request);
      // `z` may come before the answer.
      const takeBack = () => {
        lastUndo.current = null;
        void answer.then(
          ({ undoToken }) =>
            undoToken && undo({ undoToken, before }, { onSuccess: () => say("Undone"), onError: refused }),
        );
      };
      lastUndo.current = takeBack;
      answer.then(({ affected, undoToken }) => {
        if (affected === 1 && request.ids?.length === 1 && quietForOne.has(request.action)) return;
        const many = `${affected.toLocaleString("en")} ${done[request.action]}`;
        const text = affected === 0 ? "Nothing to change" : affected === 1 ? capital(done[request.action]) : many;
        say(text, undoToken ? { undo: takeBack } : {});
      }, refused);
    },
    [client, undo, say, refused],
  );

  const markRead = useCallback(
    (row: Notification) => {
      if (!row.read) mark({ id: row.id, patch: { read: true } }, { onError: refused });
    },
    [mark, refused],
  );

  const wake = useCallback(
    (ids: readonly string[]) => {
      for (const id of ids)
        mark(
          { id, patch: { snoozedUntil: null } },
          { onError: refused, onSuccess: () => say(`${ids.length === 1 ? "It is" : "They are"} back in the Inbox`) },
        );
    },
    [mark, say, refused],
  );

  const mute = useCallback(
    (row: Notification) => {
      const { type, id, name } = row.resource;
      const undoMute = () => {
        lastUndo.current = null;
        watch({ type, id, level: null }, { onSuccess: () => say("Undone"), onError: refused });
      };
      watch(
        { type, id, level: "muted" },
        { onSuccess: () => say(`Muted ${name || `this ${type}`}`, { undo: undoMute }), onError: refused },
      );
      void client.invalidateQueries({ queryKey: ["notifications", "why"] });
    },
    [client, watch, say, refused],
  );

  return {
    notice,
    closeNotice: useCallback(() => setNotice(null), []),
    run,
    markRead,
    wake,
    mute,
    undoLast: useCallback(() => lastUndo.current?.(), []),
  };
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
