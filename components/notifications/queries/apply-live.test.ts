import { QueryClient } from "@tanstack/react-query";
import { beforeEach, expect, test } from "vitest";
import type { NotificationPage } from "@/server/contract/api";
import type { Notification } from "@/server/contract/notification";
import { sampleNotification } from "../sample-notification.test-data";
import { applyArrivals, applyCounts, applyStates } from "./apply-live";
import { forgetLeft, showArrivals } from "./arrivals";
import { arrivalsQuery, noArrivals } from "./arrivals-query";
import { patchCached, restoreCached } from "./mark-notification";
import { notificationsQuery } from "./notifications-query";

const row = (id: string, more: Partial<Notification> = {}) => sampleNotification({ id, ...more });
const page = (...notifications: Notification[]): NotificationPage => ({
  notifications,
  nextCursor: null,
  counts: { unread: 1 },
  snapshot: "s1",
  seenThrough: null,
  freshness: { lagSeconds: 0, status: "live" },
});
const inbox = notificationsQuery({ query: "" }).queryKey;

let client: QueryClient;
beforeEach(() => {
  client = new QueryClient();
  client.setQueryData(inbox, { pages: [page(row("10"), row("9"))], pageParams: [null] });
});
const shown = () => client.getQueryData(inbox)?.pages.flatMap((each) => each.notifications) ?? [];
const waiting = () => client.getQueryData(arrivalsQuery().queryKey)?.notifications ?? [];

test("an arrival waits behind the pill and leaves the list as it is", () => {
  applyArrivals(client, [row("11")], "s2");
  expect(shown().map(({ id }) => id)).toEqual(["10", "9"]);
  expect(waiting().map(({ id }) => id)).toEqual(["11"]);
});

test("what an arrival says is gone is gone in the rows that stand there, too", () => {
  const resource = { ...row("9").resource, state: "gone" as const };
  applyArrivals(client, [row("11", { verb: "graph.deleted", resource })], "s2");
  expect(shown().map((each) => each.resource.state)).toEqual(["gone", "gone"]);
});

test("the same arrival twice waits once", () => {
  applyArrivals(client, [row("11")], "s2");
  applyArrivals(client, [row("11"), row("12")], "s3");
  expect(waiting().map(({ id }) => id)).toEqual(["12", "11"]);
});

test("showing the arrivals puts them on top, newest first, and moves the list to where their counts stood", () => {
  applyArrivals(client, [row("11"), row("100")], "before them");
  applyCounts(client, { unread: 4, inbox: 4, saved: 0, snoozed: 0, archived: 0, groups: {} }, "s2");
  showArrivals(client, inbox);
  expect(shown().map(({ id }) => id)).toEqual(["100", "11", "10", "9"]);
  expect(client.getQueryData(inbox)?.pages[0]?.snapshot).toBe("s2");
  expect(waiting()).toEqual([]);
});

test("what another device archives is known as it was until the pointer goes; what this tab archived is not", () => {
  const { id, types, read, saved, snoozedUntil, wokenAt } = row("9");
  const archived = { id, types, read, saved, snoozedUntil, wokenAt, visible: true, archived: true };
  const left = () => client.getQueryData(arrivalsQuery().queryKey)?.left ?? [];
  patchCached(client, ["10"], { archived: true });
  applyStates(
    client,
    [
      { ...archived, revision: 3 },
      { ...archived, id: "10", revision: 3 },
    ],
    "s2",
  );
  expect(left()).toEqual([row("9")]);
  applyStates(client, [{ ...archived, saved: true, revision: 4 }], "s3");
  expect(left()).toEqual([row("9")]);
  forgetLeft(client, ["10"]);
  expect(left()).toEqual([row("9")]);
  forgetLeft(client);
  expect(left()).toEqual([]);
});

test("what this tab acts on itself is no longer another device's", () => {
  const { id, types, read, saved, snoozedUntil, wokenAt } = row("9");
  const state = { id, types, read, saved, snoozedUntil, wokenAt, visible: true, archived: true, revision: 3 };
  applyStates(client, [state], "s2");
  forgetLeft(client, ["9"]);
  expect(client.getQueryData(arrivalsQuery().queryKey)?.left).toEqual([]);
});

test("a newer state mends the row in place, an older one is dropped", () => {
  const { id, types, read, archived, saved, snoozedUntil, wokenAt } = row("9", { read: true });
  const state = { id, types, read, archived, saved, snoozedUntil, wokenAt, visible: true };
  applyStates(client, [{ ...state, revision: 3 }], "s2");
  applyStates(client, [{ ...state, read: false, revision: 2 }], "s3");
  expect(shown()[1]).toMatchObject({ id: "9", read: true, revision: 3 });
});

test("a row whose access was lost goes, and with it its title", () => {
  applyStates(client, [{ ...row("9"), visible: false, revision: 2 }], "s2");
  expect(shown().map(({ id }) => id)).toEqual(["10"]);
});

test("a change that the server refuses is taken back, unless the server has said something newer since", () => {
  const before = patchCached(client, ["9", "10"], { read: true });
  expect(shown().map(({ read }) => read)).toEqual([true, true]);
  applyStates(client, [{ ...row("10", { saved: true, read: true }), visible: true, revision: 2 }], "s2");
  restoreCached(client, before);
  expect(shown().map(({ id, read, saved }) => ({ id, read, saved }))).toEqual([
    { id: "10", read: true, saved: true },
    { id: "9", read: false, saved: false },
  ]);
});

test("forgetting what left where nothing did updates nothing: the list is not drawn again", () => {
  client.setQueryData(arrivalsQuery().queryKey, noArrivals);
  let updates = 0;
  const stop = client.getQueryCache().subscribe(({ type }) => {
    if (type === "updated") updates++;
  });
  forgetLeft(client);
  stop();
  expect(updates).toBe(0);
});
