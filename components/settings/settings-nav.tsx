"use client";
import { BellRing, Database, Eye, KeyRound, MonitorSmartphone, UserRound } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";
import { LinkPending } from "../ui/link-pending";

const pages = [
  { href: "/settings/notifications", label: "Notifications", icon: BellRing },
  { href: "/settings/watching", label: "Watched and muted", icon: Eye },
  { href: "/settings/profile", label: "Profile", icon: UserRound },
  { href: "/settings/devices", label: "Devices", icon: MonitorSmartphone },
  { href: "/settings/data", label: "Your data", icon: Database },
];
const tokens = { href: "/settings/tokens", label: "Event tokens", icon: KeyRound };

/** Beside the page on wide screens, a row that scrolls sideways on small ones. */
export function SettingsNav({ admin }: { admin: boolean }) {
  const path = usePathname();
  const nav = useRef<HTMLElement>(null);
  // On a phone the row may hide the page that is open.
  useEffect(() => {
    const row = nav.current;
    const here = row?.querySelector<HTMLElement>(`[href="${path}"]`);
    if (row && here) row.scrollLeft = here.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
  }, [path]);
  return (
    <nav ref={nav} aria-label="Settings" className="relative -mx-4 overflow-x-auto px-4 md:mx-0 md:px-0">
      <ul className="flex gap-1 md:grid">
        {[...pages, ...(admin ? [tokens] : [])].map(({ href, label, icon }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={path === href ? "page" : undefined}
              className={cx(
                "flex h-9 items-center gap-2.5 rounded-md px-2.5 whitespace-nowrap transition-colors touch:h-11",
                path === href ? "bg-accent-soft font-medium text-accent" : "text-ink-2 hover:bg-sunk hover:text-ink",
              )}
            >
              <Icon of={icon} />
              {label}
              <LinkPending />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
