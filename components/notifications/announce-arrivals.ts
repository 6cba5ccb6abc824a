import type { QueryClient } from "@tanstack/react-query";
import type { Channel } from "@/server/contract/channels";
import { defaultPreferences } from "@/server/contract/default-preferences";
import type { Notification as Row } from "@/server/contract/notification";
import { targetOf } from "./notification-link";
import { preferencesQuery } from "./queries/preferences-query";
import { showArrivals } from "./toast-store";

/**
 * Shows new rows on the channel that this tab speaks for, as far as the person wants their types there. `missed`:
 * they came while nobody was connected, so they are summed up.
 */
export async function announceArrivals(
  client: QueryClient,
  rows: readonly Row[],
  { channel, missed }: { channel: Extract<Channel, "toast" | "desktop">; missed: boolean },
): Promise<void> {
  const { channels } = await client.fetchQuery(preferencesQuery()).catch(() => defaultPreferences);
  const wanted = rows.filter(({ read, types }) => !read && types.some((type) => channels[type][channel]));
  if (channel === "toast") showArrivals(wanted, { summary: missed });
  else showOnDesktop(wanted);
}

/** Only after the person allowed it in the settings. More than three become one. */
export function showOnDesktop(rows: readonly Row[]): void {
  if (rows.length === 0 || !("Notification" in window) || Notification.permission !== "granted") return;
  if (rows.length > 3) {
    show(`${rows.length} new notifications`, "graphspace-summary", "/notifications");
    return;
  }
  for (const row of rows) show(row.message, `graphspace-${row.id}`, targetOf(row));
}

function show(body: string, tag: string, url: string) {
  const shown = new Notification("GraphSpace", { body, tag, icon: "/apple-icon.png" });
  shown.onclick = () => {
    window.focus();
    window.location.assign(url);
    shown.close();
  };
}
