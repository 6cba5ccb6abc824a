import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import type { BulkRequest, WatchLevel } from "@/server/contract/api";
import type { Notification } from "@/server/contract/notification";
import type { BulkAction } from "./inbox-actions";
import type { NoticeText } from "./notice";
import { forgetLeft } from "./queries/arrivals";
import { startBulk, useUndo } from "./queries/bulk";
import { cachedById } from "./queries/cached-notifications";
import { useMarkNotification } from "./queries/mark-notification";
import { levelOf, type Thing, type ThingLevel, useSetLevels, watchesQuery } from "./queries/watch";
import { nameOf } from "./watchable-things";

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
  const mark = useMarkNotification().mutateAsync;
  const setLevels = useSetLevels().mutate;

  const say = useCallback((text: string, more: Partial<NoticeText> = {}) => {
    lastUndo.current = more.undo ?? lastUndo.current;
    setNotice({ key: Date.now(), text, ...more });
  }, []);
  const refused = useCallback((error: Error) => say(error.message, { failed: true }), [say]);

  const run = useCallback(
    (request: BulkRequest) => {
      if (request.ids) forgetLeft(client, request.ids);
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
      if (!row.read) mark({ id: row.id, patch: { read: true } }).catch(refused);
    },
    [mark, refused],
  );

  const wake = useCallback(
    (ids: readonly string[]) => {
      const rows = cachedById(client);
      const patch = (snoozedUntil: (id: string) => string | null, said: string, undo?: () => void) =>
        Promise.all(ids.map((id) => mark({ id, patch: { snoozedUntil: snoozedUntil(id) } }))).then(
          () => say(said, undo ? { undo } : {}),
          refused,
        );
      const until = new Map(ids.map((id) => [id, rows.get(id)?.snoozedUntil ?? null]));
      void patch(
        () => null,
        `${ids.length === 1 ? "It is" : "They are"} back in the Inbox`,
        () => {
          lastUndo.current = null;
          void patch((id) => until.get(id) ?? null, "Undone");
        },
      );
    },
    [client, mark, say, refused],
  );

  const setLevel = useCallback(
    (things: readonly Thing[], level: WatchLevel | null) => {
      const watches = client.getQueryData(watchesQuery().queryKey);
      const before: ThingLevel[] = things.map((thing) => ({ ...thing, level: levelOf(watches, thing) }));
      const undo = () => {
        lastUndo.current = null;
        setLevels(before, { onSuccess: () => say("Undone"), onError: refused });
      };
      const name = nameOf(things);
      const said = {
        watching: `You watch ${name} now`,
        muted: `Muted ${name}: nothing more comes about ${things.length === 1 ? "it" : "them"}`,
        none: before.some((thing) => thing.level === "muted") ? `Unmuted ${name}` : `You no longer watch ${name}`,
      }[level ?? "none"];
      const wanted = things.map((thing) => ({ ...thing, level }));
      setLevels(wanted, { onSuccess: () => say(said, { undo }), onError: refused });
    },
    [client, setLevels, say, refused],
  );

  return {
    notice,
    closeNotice: useCallback(() => setNotice(null), []),
    run,
    markRead,
    wake,
    setLevel,
    undoLast: useCallback(() => lastUndo.current?.(), []),
  };
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
