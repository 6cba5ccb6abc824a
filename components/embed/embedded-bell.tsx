"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { BellPanel } from "../notifications/bell-panel";
import { LiveUpdates } from "../notifications/live/live-updates";
import { countsQuery } from "../notifications/queries/counts-query";
import { closeAllToasts, useToasts } from "../notifications/toast-store";
import { Toasts } from "../notifications/toasts";
import { forgetToken, hostToken, proveByHost } from "../proof";
import { applyColors } from "./apply-colors";
import { connectHost, type Host } from "./connect-host";

/** How long to leave a host alone that gave no token. */
const retryMs = 30_000;

/** What stands in the frame of `<graphspace-bell>`: the panel and the toasts. The bell itself is the host's page's. */
export function EmbeddedBell({ origins }: { origins: readonly string[] }) {
  const [host, setHost] = useState<Host | null>(null);
  /** How tall the panel may be while it is open. */
  const [open, setOpen] = useState<number | null>(null);
  /** How many people the host has spoken for: each begins with nothing of another's. */
  const [people, setPeople] = useState(1);
  const client = useQueryClient();
  useEffect(
    () =>
      connectHost(origins, (host, message) => {
        if (message === null) {
          proveByHost(host.token, () => {
            client.clear();
            closeAllToasts();
            setPeople((count) => count + 1);
          });
          setHost(host);
        } else if ("open" in message) setOpen(message.open);
        else if ("colors" in message) applyColors(message);
      }),
    [origins, client],
  );
  return host && <SignedIn key={people} host={host} open={open} onLeave={() => host.say({ leave: true })} />;
}

/** Asks the host who looks, and again while it does not say. */
function SignedIn({ host, ...props }: { host: Host; open: number | null; onLeave: () => void }) {
  const client = useQueryClient();
  const [proven, setProven] = useState(false);
  useEffect(() => {
    if (proven) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const ask = () =>
      hostToken().then(
        () => !stopped && setProven(true),
        () => {
          if (!stopped) timer = setTimeout(ask, retryMs);
        },
      );
    void ask();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [proven]);
  const ended = () => {
    forgetToken();
    client.clear();
    closeAllToasts();
    host.say({ unread: null });
    setProven(false);
  };
  return proven && <Inside host={host} onEnded={ended} {...props} />;
}

function Inside({
  host,
  open,
  onLeave,
  onEnded,
}: {
  host: Host;
  open: number | null;
  onLeave: () => void;
  onEnded: () => void;
}) {
  const { data: counts } = useQuery(countsQuery());
  const unread = counts?.unread;
  useEffect(() => {
    if (unread !== undefined) host.say({ unread });
  }, [host, unread]);

  const { shown, summary } = useToasts();
  const show = open !== null ? "panel" : shown.length > 0 || summary > 0 ? "toasts" : "nothing";
  const box = useRef<HTMLDivElement>(null);
  // The frame is as large as what it shows, so that it covers nothing else of the page.
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const tell = () => host.say({ show, height: Math.ceil(element.getBoundingClientRect().height) });
    tell();
    const observer = new ResizeObserver(tell);
    observer.observe(element);
    return () => observer.disconnect();
  }, [host, show]);

  useEffect(() => {
    if (open === null) return;
    box.current?.querySelector<HTMLElement>("[role=dialog]")?.focus();
    const byKey = (event: KeyboardEvent) => event.key === "Escape" && onLeave();
    document.addEventListener("keydown", byKey);
    return () => document.removeEventListener("keydown", byKey);
  }, [open, onLeave]);
  useTopLinks();
  return (
    <div ref={box}>
      <LiveUpdates onEnded={onEnded} />
      {open !== null ? (
        <div
          role="dialog"
          aria-label="Notifications"
          tabIndex={-1}
          style={{ maxHeight: Math.min(600, open) }}
          className="flex flex-col overflow-hidden rounded-lg border border-line bg-surface text-ink outline-none"
        >
          <BellPanel unread={unread ?? 0} onLeave={onLeave} />
        </div>
      ) : (
        <Toasts className="grid gap-2 p-2 *:shadow-[0_2px_8px_rgb(0_0_0/0.2)]" />
      )}
    </div>
  );
}

/** Links lead the whole page there: one of ours inside this frame would show nothing of it. */
function useTopLinks() {
  useEffect(() => {
    const turn = ({ target }: Event) => {
      const link = target instanceof Element && target.closest("a");
      if (link) link.target = "_top";
    };
    document.addEventListener("click", turn, { capture: true });
    return () => document.removeEventListener("click", turn, { capture: true });
  }, []);
}
