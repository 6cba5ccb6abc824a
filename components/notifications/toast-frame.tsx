"use client";
import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { Icon } from "../ui/icon";
import { IconButton } from "../ui/icon-button";

const lifeMs = 8_000;

/** A card that closes itself: after eight seconds of nobody pointing at it, by its button, or by Escape. */
export function ToastFrame({
  paused,
  onClose,
  children,
}: {
  paused: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  useCountdown(paused, onClose);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape is a shortcut for the button inside
    <div
      data-toast=""
      onKeyDown={(event) => event.key === "Escape" && onClose()}
      className="relative flex animate-arrive items-start gap-3 rounded-lg border border-line bg-surface py-3 pr-2 pl-3.5 shadow-float"
    >
      {children}
      <IconButton label="Dismiss" size="small" onClick={onClose} className="relative z-10 ml-auto">
        <Icon of={X} size={16} />
      </IconButton>
    </div>
  );
}

/** Counts down only while nothing pauses it and the tab can be seen. */
function useCountdown(paused: boolean, onEnd: () => void) {
  const left = useRef(lifeMs);
  const end = useRef(onEnd);
  end.current = onEnd;
  useEffect(() => {
    if (paused) return;
    let since = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = () => {
      clearTimeout(timer);
      if (since > 0) left.current -= performance.now() - since;
      since = document.hidden ? 0 : performance.now();
      if (since > 0) timer = setTimeout(() => end.current(), Math.max(0, left.current));
    };
    follow();
    document.addEventListener("visibilitychange", follow);
    return () => {
      clearTimeout(timer);
      if (since > 0) left.current -= performance.now() - since;
      document.removeEventListener("visibilitychange", follow);
    };
  }, [paused]);
}
