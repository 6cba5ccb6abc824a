"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { cx } from "../ui/class-names";
import { LinkPending } from "../ui/link-pending";

const pages = [
  { href: "/operations", label: "Health" },
  { href: "/operations/dead-letters", label: "Dead letters" },
  { href: "/operations/mail", label: "E-mail" },
  { href: "/dev/mail", label: "Captured mail" },
  { href: "/operations/record", label: "Record" },
];

/** The pages for administrators, in a row that scrolls sideways on small screens. */
export function OperationsNav() {
  const path = usePathname();
  const nav = useRef<HTMLElement>(null);
  // On a phone the row may hide the page that is open.
  useEffect(() => {
    const row = nav.current;
    const here = row?.querySelector<HTMLElement>("[aria-current]");
    if (path && row && here) row.scrollLeft = here.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
  }, [path]);
  const isHere = (href: string) => path === href || (href !== "/operations" && path.startsWith(`${href}/`));
  return (
    <nav
      ref={nav}
      aria-label="Operations"
      className="relative -mx-4 overflow-x-auto border-b border-line px-4 sm:mx-0 sm:px-0"
    >
      <ul className="flex gap-1">
        {pages.map(({ href, label }) => (
          <li key={href}>
            <Link
              href={href}
              prefetch={false}
              aria-current={path === href ? "page" : isHere(href) ? "true" : undefined}
              className={cx(
                "-mb-px flex h-10 items-center border-b-2 px-2.5 whitespace-nowrap transition-colors touch:h-11",
                isHere(href)
                  ? "border-accent font-medium text-ink"
                  : "border-transparent text-ink-2 hover:border-edge hover:text-ink",
              )}
            >
              {label}
              <LinkPending />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
