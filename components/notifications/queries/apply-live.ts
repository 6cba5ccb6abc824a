import type { QueryClient } from "@tanstack/react-query";
import type { Counts, Notification, NotificationState } from "@/server/contract/notification";
import { thingKey } from "../watchable-things";
import { newestFirst, setArrivals } from "./arrivals";
import { noArrivals } from "./arrivals-query";
import { changeCached, newer } from "./cached-notifications";
import { countsQuery } from "./counts-query";
import { latestQuery } from "./latest-query";
import { listsKey } from "./notifications-query";

/** More than this behind the pill, and showing them means fetching the list anew. */
const maxArrivals = 200;

/** New notifications, newest last or first: known ones are mended in place, new ones wait behind the pill. */
export function applyArrivals(client: QueryClient, notifications: Notification[], snapshot: string): void {
  const incoming = new Map(notifications.map((row) => [row.id, row]));
  const gone = new Set(
    notifications.filter((row) => row.resource.state === "gone").map((row) => thingKey(row.resource)),
  );
  changeCached(client, (row) => {
    const next = newer(row, incoming.get(row.id));
    if (next.resource.state === "gone" || !gone.has(thingKey(next.resource))) return next;
    return { ...next, resource: { ...next.resource, state: "gone" } };
  });
  setArrivals(client, (arrivals) => {
    const known = new Set(arrivals.notifications.map((row) => row.id));
    const fresh = notifications.filter((row) => !known.has(row.id));
    const all = [...fresh, ...arrivals.notifications].sort(newestFirst);
    const stale = arrivals.stale || all.length > maxArrivals;
    return { ...arrivals, notifications: all.slice(0, maxArrivals), snapshot, stale };
  });
  refreshElsewhere(client);
}

/** New states of rows, from this person's other tabs and devices or from the server itself. */
export function applyStates(client: QueryClient, states: NotificationState[], snapshot: string): void {
  const incoming = new Map(states.map((state) => [state.id, state]));
  const unknown = new Set(incoming.keys());
  const left = new Map<string, Notification>();
  let returned = false;
  changeCached(client, (row) => {
    const state = incoming.get(row.id);
    unknown.delete(row.id);
    returned ||= row.snoozedUntil !== null && state?.snoozedUntil === null && state.wokenAt !== null;
    if (state?.visible === false) return null;
    const next = newer(row, state);
    if (isElsewhere(row, next)) left.set(row.id, row);
    return next;
  });
  // What woke, and a row that is not loaded, may belong on top of the list now: woken, taken out of the archive, visible again.
  returned ||= states.some((state) => unknown.has(state.id) && state.visible && state.wokenAt !== null);
  setArrivals(client, (arrivals) => {
    const known = new Set(arrivals.left.map((row) => row.id));
    const alsoLeft = [...left.values()].filter((row) => !known.has(row.id));
    return { ...arrivals, snapshot, stale: arrivals.stale || returned, left: [...arrivals.left, ...alsoLeft] };
  });
  refreshElsewhere(client);
}

/** What this tab did itself is in its new place already. */
const isElsewhere = (before: Notification, after: Notification) =>
  before.archived !== after.archived ||
  before.saved !== after.saved ||
  (before.snoozedUntil === null) !== (after.snoozedUntil === null);

/** Absolute counts from the server, which follow what they count. */
export function applyCounts(client: QueryClient, counts: Counts, snapshot: string): void {
  setArrivals(client, (arrivals) =>
    arrivals.notifications.length === 0 ? arrivals : { ...arrivals, counted: snapshot },
  );
  client.setQueryData<Counts>(countsQuery().queryKey, counts);
  void client.invalidateQueries({ queryKey: ["notifications", "filter-counts"] });
}

/** The server cannot say what changed: counts and what is not on screen are fetched anew; the list on screen waits for its reader. */
export function markStale(client: QueryClient): void {
  setArrivals(client, (arrivals) => ({ ...arrivals, stale: true }));
  refreshElsewhere(client);
  void client.invalidateQueries({ queryKey: countsQuery().queryKey });
  void client.invalidateQueries({ queryKey: ["notifications", "filter-counts"] });
}

/** The person deleted all they had: no row stays, and what is on screen is asked for anew. */
export function forgetAll(client: QueryClient): void {
  changeCached(client, () => null);
  setArrivals(client, () => noArrivals);
  void client.invalidateQueries({ queryKey: ["notifications"] });
}

/** Lists that nobody looks at, and the bell's panel once it is opened again, are fetched when next needed. */
function refreshElsewhere(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: listsKey, type: "inactive", refetchType: "none" });
  void client.invalidateQueries({ queryKey: latestQuery().queryKey, refetchType: "none" });
}
