"use client";
import { useLinkStatus } from "next/link";

/** Inside a link: a line under the header while what it leads to is on its way, unless that comes at once. */
export const LinkPending = () =>
  useLinkStatus().pending && (
    <span data-pending="" className="fixed inset-x-0 top-header z-40 h-0.5 animate-late bg-accent" />
  );
