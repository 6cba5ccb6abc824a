import { useEffect, useLayoutEffect } from "react";

const places = new Map<string, number>();
let wentTo: string | null = null;
if (typeof window !== "undefined") window.addEventListener("popstate", () => (wentTo = window.location.href));

/**
 * Going back finds the page where it was left. The browser tries, too, but while the page before is still shown, and
 * that may be a shorter one.
 */
export function useKeptScroll(): void {
  useLayoutEffect(() => {
    const place = wentTo === window.location.href ? places.get(wentTo) : undefined;
    wentTo = null;
    if (place !== undefined) window.scrollTo(0, place);
  }, []);
  useEffect(() => {
    const keep = () => places.set(window.location.href, window.scrollY);
    window.addEventListener("scroll", keep, { passive: true });
    return () => window.removeEventListener("scroll", keep);
  }, []);
}
