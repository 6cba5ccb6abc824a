"use client";
import { useEffect } from "react";
import { countText } from "../ui/badge";

const prefix = /^\(\d+\+?\) /;

/** The last icon that fits is the one shown, so this one comes last, and the page's own stay as they are. */
function addIcon(): HTMLLinkElement {
  const icon = document.createElement("link");
  Object.assign(icon, { rel: "icon", type: "image/svg+xml", href: "/icon-unread.svg" });
  document.head.append(icon);
  return icon;
}

/** Says in the tab's title and icon that something is unread, also after a navigation has changed the title. */
export function UnreadMark({ unread }: { unread: number }) {
  useEffect(() => {
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
  const some = unread > 0;
  useEffect(() => {
    if (!some) return;
    const icon = addIcon();
    return () => icon.remove();
  }, [some]);
  return null;
}
