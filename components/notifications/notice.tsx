"use client";
import { X } from "lucide-react";
import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";

export type NoticeText = { key: number; text: string; failed?: boolean; undo?: () => void };

const undoForMs = 10_000;

/** One line at the bottom: what an action did, and Undo for ten seconds; or why it was refused. */
export function Notice({ notice, onClose }: { notice: NoticeText | null; onClose: () => void }) {
  useEffect(() => {
    if (!notice || notice.failed) return;
    const timer = setTimeout(onClose, undoForMs);
    return () => clearTimeout(timer);
  }, [notice, onClose]);
  return (
    <div
      role={notice?.failed ? "alert" : "status"}
      className="pointer-events-none fixed inset-x-0 bottom-4 z-40 flex justify-center px-4"
    >
      {notice && (
        <div
          key={notice.key}
          className="pointer-events-auto flex animate-rise items-center gap-1 rounded-lg border border-line bg-surface py-1.5 pr-1.5 pl-4 shadow-float"
        >
          <span className={notice.failed ? "text-removed" : undefined}>{notice.text}</span>
          {notice.undo && (
            <Button look="ghost" size="small" className="text-accent!" onClick={notice.undo}>
              Undo
            </Button>
          )}
          <IconButton size="small" label="Dismiss" onClick={onClose}>
            <Icon of={X} size={16} />
          </IconButton>
        </div>
      )}
    </div>
  );
}
