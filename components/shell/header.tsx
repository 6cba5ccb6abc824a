import Link from "next/link";
import type { ViewerAnswer } from "@/server/contract/api";
import { Bell } from "../notifications/bell";
import { AccountMenu } from "./account-menu";
import { LiveStatus } from "./live-status";
import { Logo } from "./logo";
import { NavLink } from "./nav-link";
import { places } from "./places";
import type { Theme } from "./theme";

/** 52 px on every page: where you are, whether updates are live, what is unread, who you are. */
export function Header({ viewer, theme }: { viewer: ViewerAnswer | null; theme: Theme }) {
  return (
    <header className="sticky top-0 z-30 flex h-header items-center gap-4 border-b border-line bg-surface px-4 sm:px-5">
      <Link
        href={viewer ? "/notifications" : "/"}
        prefetch={false}
        className="flex items-center gap-2.5 rounded-sm font-bold touch:min-h-11"
      >
        <Logo className="size-[22px] text-accent" />
        <span className="max-[359px]:sr-only">GraphSpace</span>
      </Link>
      {viewer && (
        <nav aria-label="Main" className="ml-3 hidden items-center gap-1 sm:flex">
          {places.map(({ href, label }) => (
            <NavLink key={href} href={href}>
              {label}
            </NavLink>
          ))}
        </nav>
      )}
      <div className="ml-auto flex items-center gap-2 sm:gap-3">
        {viewer ? (
          <>
            <LiveStatus />
            <Bell />
            <AccountMenu viewer={viewer} theme={theme} />
          </>
        ) : (
          <NavLink href="/sign-in">Sign in</NavLink>
        )}
      </div>
    </header>
  );
}
