import type { QueryClient } from "@tanstack/react-query";
import type { Notification, NotificationState } from "@/server/contract/notification";
import { arrivalsQuery } from "./arrivals-query";
import { latestQuery } from "./latest-query";
import { singlesKey } from "./notification-query";
import { listsKey, type NotificationList } from "./notifications-query";

type Change = (row: Notification) => Notification | null;

/** Runs every cached notification through `change`, wherever it is held; null drops it. */
export function changeCached(client: QueryClient, change: Change): void {
  for (const query of holders(client)) {
    const { data, isInvalidated } = query.state;
    const next = changeHeld(data, change);
    if (next === data) continue;
    if (next === null) {
      // One that is open by itself and was lost: asked again, the server says that it is not there.
      void client.resetQueries({ queryKey: query.queryKey, exact: true });
      continue;
    }
    query.setData(next, { updatedAt: query.state.dataUpdatedAt, manual: true });
    // Mending a row does not make a list fresh.
    if (isInvalidated) query.invalidate();
  }
}

/** All cached notifications by id; of several copies the one with the highest revision. */
export function cachedById(client: QueryClient): Map<string, Notification> {
  const found = new Map<string, Notification>();
  for (const query of holders(client)) {
    changeHeld(query.state.data, (row) => {
      const known = found.get(row.id);
      if (!known || known.revision < row.revision) found.set(row.id, row);
      return row;
    });
  }
  return found;
}

const holders = (client: QueryClient) => [
  ...client.getQueryCache().findAll({ queryKey: listsKey }),
  ...client.getQueryCache().findAll({ queryKey: singlesKey }),
  ...client.getQueryCache().findAll({ queryKey: latestQuery().queryKey, exact: true }),
  ...client.getQueryCache().findAll({ queryKey: arrivalsQuery().queryKey, exact: true }),
];

function changeHeld(data: unknown, change: Change): unknown {
  if (typeof data !== "object" || data === null) return data;
  if ("revision" in data) return change(data as Notification);
  if ("pages" in data) return changeList(data as NotificationList, change);
  return changePage(data as Holder, change);
}

type Holder = { notifications: Notification[] };

/** The newer of two; what is not newer than the cached row is dropped, so a late push never undoes a fresh click. */
export const newer = (row: Notification, state: Partial<NotificationState> | undefined): Notification => {
  if (!state || (state.revision ?? 0) <= row.revision) return row;
  const { visible: _, ...fields } = state;
  return { ...row, ...fields };
};

export function changeList(list: NotificationList, change: Change): NotificationList {
  let touched = false;
  const pages = list.pages.map((page) => {
    const changed = changePage(page, change);
    touched ||= changed !== page;
    return changed;
  });
  return touched ? { ...list, pages } : list;
}

function changePage<Page extends Holder>(page: Page, change: Change): Page {
  const notifications = changeRows(page.notifications, change);
  return notifications === page.notifications ? page : { ...page, notifications };
}

function changeRows(rows: Notification[], change: Change): Notification[] {
  let touched = false;
  const changed = rows.flatMap((row) => {
    const next = change(row);
    touched ||= next !== row;
    return next ? [next] : [];
  });
  return touched ? changed : rows;
}
