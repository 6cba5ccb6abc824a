import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { readTimeZone, timeZoneCookie } from "@/components/shell/time-zone";
import { addressOf, pathHeader } from "@/server/client-address";
import type { Viewer } from "@/server/identity/viewer";
import { viewerOf } from "@/server/identity/viewer-of";
import { getRuntime } from "@/server/runtime";

/** Who looks at this page, or null. One look-up per request. */
export const currentViewer = cache(async (): Promise<Viewer | null> => {
  const given = await headers();
  return viewerOf(getRuntime(), { headers: given, address: addressOf(given) });
});

/** Where the reader's days begin, as far as their browser has told. */
export const viewerTimeZone = async (): Promise<string> => readTimeZone((await cookies()).get(timeZoneCookie)?.value);

/** Whether their browser says that it is a phone's. A hint, for what need not be drawn there. */
export async function viewerHasPhone(): Promise<boolean> {
  const given = await headers();
  const agent = given.get("user-agent") ?? "";
  return given.get("sec-ch-ua-mobile") === "?1" || (/\bMobi/.test(agent) && !/\biPad\b/.test(agent));
}

/** Who looks at this page; sends everybody else to sign in and back to `next` (this page unless told). */
export async function requireViewer(next?: string): Promise<Viewer> {
  const viewer = await currentViewer();
  if (viewer) return viewer;
  const here = next ?? (await headers()).get(pathHeader);
  redirect(here ? `/sign-in?next=${encodeURIComponent(here)}` : "/sign-in");
}

/** An administrator; for everybody else the page does not exist. */
export async function requireAdmin(): Promise<Viewer> {
  const viewer = await currentViewer();
  if (!viewer?.admin) notFound();
  return viewer;
}
