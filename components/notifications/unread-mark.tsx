"use client";
import { useEffect } from "react";
import { countText } from "../ui/badge";

const prefix = /^\(\d+\+?\) /;

/** Says in the tab's title and icon that something is unread, also after a navigation has changed the title. */
export function UnreadMark({ unread }: { unread: number }) {
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"][type="image/svg+xml"]');
    if (icon) icon.href = unread > 0 ? "/icon-unread.svg" : "/icon.svg";
    const mark = () => {
      const title = document.title.replace(prefix, "");
      const marked = unread > 0 ? `(${countText(unread)}) ${title}` : title;
      if (document.title !== marked) document.title = marked;
    };
    mark();
    const observer = new MutationObserver(mark);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, [unread]);
  return null;
}
