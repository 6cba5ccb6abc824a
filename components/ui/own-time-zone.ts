const slot = "graphspace-time-zone";

let own = { zone: "", readAt: Number.NEGATIVE_INFINITY };

/**
 * The browser's time zone, looked at anew once a minute: every time on a page wants to know. Until `askForTimeZone` is
 * called, the one that it was when last seen, if it differs from UTC as that does.
 */
export function ownTimeZone(): string {
  const now = Date.now();
  if (Math.abs(now - own.readAt) > 60_000) own = { zone: remembered() ?? askForTimeZone(), readAt: now };
  return own.zone;
}

/** By how much it differs from UTC through a year. Unlike the name it costs nothing. */
const offsets = () =>
  [0, 3, 6, 9].map((month) => new Date(new Date().getFullYear(), month, 15).getTimezoneOffset()).join();

/** Exactly; the first use of Intl on a page takes a phone a tenth of a second. */
export function askForTimeZone(): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  own = { zone, readAt: Date.now() };
  try {
    localStorage.setItem(slot, `${offsets()} ${zone}`);
  } catch {
    // No storage: it is asked again on the next page.
  }
  return zone;
}

function remembered(): string | undefined {
  try {
    const [known, zone] = localStorage.getItem(slot)?.split(" ") ?? [];
    return known === offsets() && zone ? zone : undefined;
  } catch {
    return undefined;
  }
}
