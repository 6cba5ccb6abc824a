"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cx } from "../ui/class-names";
import { LinkPending } from "../ui/link-pending";

/** A link of the header that knows whether its part of the product is open. */
export function NavLink({ href, children }: { href: string; children: string }) {
  const path = usePathname();
  const here = path === href || path.startsWith(`${href}/`);
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={here ? "page" : undefined}
      className={cx(
        "rounded-sm px-2.5 py-1.5 transition-colors touch:py-3 hover:bg-sunk hover:text-ink",
        here ? "font-medium text-ink" : "text-ink-2",
      )}
    >
      {children}
      <LinkPending />
    </Link>
  );
}
