import { askForTimeZone, ownTimeZone } from "../ui/own-time-zone";

export const timeZoneCookie = "time-zone";

/** The zone that a browser told of in its cookie; UTC for one that has not been here. */
export function readTimeZone(value: string | undefined): string {
  try {
    const zone = decodeURIComponent(value ?? "");
    // As the browser names it, which may be an older or a newer name of the same zone.
    new Intl.DateTimeFormat("en", { timeZone: zone || "UTC" });
    return zone || "UTC";
  } catch {
    return "UTC";
  }
}

/**
 * Tells the server, so that the next page it renders has this reader's days: at once what is remembered, and later,
 * when nobody waits for the page any more, what the browser says. Returns how to call that off.
 */
export function keepTimeZone(): () => void {
  tell(ownTimeZone());
  const timer = setTimeout(() => tell(askForTimeZone()), 30_000);
  return () => clearTimeout(timer);
}

function tell(zone: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `${timeZoneCookie}=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;
}
