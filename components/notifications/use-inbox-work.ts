import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import type { BulkRequest } from "@/server/contract/api";
import type { Notification } from "@/server/contract/notification";
import type { BulkAction } from "./inbox-actions";
import type { NoticeText } from "./notice";
import { useBulk, useUndo } from "./queries/bulk";
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
  const bulk = useBulk().mutate;
  const undo = useUndo().mutate;
  const mark = useMarkNotification().mutate;
  const watch = useWatch().mutate;

  const say = useCallback((text: string, more: Partial<NoticeText> = {}) => {
    lastUndo.current = more.undo ?? lastUndo.current;
    setNotice({ key: Date.now(), text, ...more });
  }, []);
  const refused = useCallback((error: Error) => say(error.message, { failed: true }), [say]);

  const run = useCallback(
    (request: BulkRequest) =>
      bulk(request, {
        onError: refused,
        onSuccess: ({ affected, undoToken }, _request, before) => {
          const takeBack = () => {
            lastUndo.current = null;
            undo({ undoToken: undoToken ?? "", before }, { onSuccess: () => say("Undone"), onError: refused });
          };
          const canUndo = undoToken ? { undo: takeBack } : {};
          if (affected === 1 && request.ids?.length === 1 && quietForOne.has(request.action)) {
            lastUndo.current = canUndo.undo ?? null;
            return;
          }
          const many = `${affected.toLocaleString("en")} ${done[request.action]}`;
          say(affected === 0 ? "Nothing to change" : affected === 1 ? capital(done[request.action]) : many, canUndo);
        },
      }),
    [bulk, undo, say, refused],
  );

  const markRead = useCallback(
    (row: Notification) => {
      if (!row.read) mark({ id: row.id, patch: { read: true } }, { onError: refused });
    },
    [mark, refused],
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
    mute,
    undoLast: useCallback(() => lastUndo.current?.(), []),
  };
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
