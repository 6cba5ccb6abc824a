const slot = "graphspace-time-zone";

let own = { zone: "", readAt: Number.NEGATIVE_INFINITY };

/** The browser's time zone, looked at anew once a minute: every time on a page wants to know. */
export function ownTimeZone(): string {
  const now = Date.now();
  if (Math.abs(now - own.readAt) > 60_000) own = { zone: remembered() ?? askBrowser(), readAt: now };
  return own.zone;
}

/** What tells zones apart: by how much they differ from UTC through a year. Unlike the name it costs nothing. */
const offsets = () =>
  [0, 3, 6, 9].map((month) => new Date(new Date().getFullYear(), month, 15).getTimezoneOffset()).join();

/** The first use of Intl on a page takes a phone a tenth of a second. */
function askBrowser(): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
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
