import { afterEach, expect, test, vi } from "vitest";
import type { Notification } from "@/server/contract/notification";
import { clientId } from "../client-id";
import { closeAllToasts, closeToasts, holdToasts, muteToasts, readToasts, showArrivals } from "./toast-store";

const row = (id: number, more: Partial<Notification> = {}) =>
  ({ id: String(id), read: false, clientId: null, ...more }) as Notification;
const shown = () => readToasts().shown.map(({ id }) => id);

vi.stubGlobal("sessionStorage", { getItem: () => null, setItem: () => {} });
afterEach(() => {
  holdToasts(false);
  closeAllToasts();
});

test("at most three are shown, the newest on top, and the rest is summed up", () => {
  showArrivals(Array.from({ length: 15 }, (_, index) => row(index + 1)));
  expect(shown()).toEqual(["15", "14", "13"]);
  expect(readToasts().more.size).toBe(12);
});

test("the newest pushes the oldest into the sum, also past nine and ninety-nine", () => {
  showArrivals([row(9), row(99), row(100)]);
  showArrivals([row(101)]);
  expect(shown()).toEqual(["101", "100", "99"]);
  expect([...readToasts().more]).toEqual(["9"]);
});

test("while somebody points at a toast nothing moves", () => {
  showArrivals([row(1), row(2)]);
  holdToasts(true);
  showArrivals([row(3), row(4)]);
  expect(shown()).toEqual(["2", "1", "4"]);
  expect([...readToasts().more]).toEqual(["3"]);
});

test("the tab that caused something shows no toast for it, another one does", () => {
  showArrivals([row(1, { clientId: clientId() }), row(2, { clientId: "another tab" })]);
  expect(shown()).toEqual(["2"]);
});

test("what is read already, or shown already, makes no toast", () => {
  showArrivals([row(1)]);
  showArrivals([row(1), row(2, { read: true })]);
  expect(shown()).toEqual(["1"]);
  expect(readToasts().more.size).toBe(0);
});

test("a toast closes when its notification is read elsewhere, and leaves the sum too", () => {
  showArrivals([row(1), row(2), row(3), row(4), row(5)]);
  closeToasts(["5", "2"]);
  expect(shown()).toEqual(["4", "3"]);
  expect([...readToasts().more]).toEqual(["1"]);
});

test("with the last toast the sum goes, too", () => {
  showArrivals([row(1), row(2), row(3), row(4)]);
  closeToasts(["2", "3", "4"]);
  expect(readToasts()).toMatchObject({ shown: [], summary: 0 });
  expect(readToasts().more.size).toBe(0);
});

test("while the bell's panel is open there are no toasts, and none of them come later", () => {
  showArrivals([row(1)]);
  muteToasts(true);
  showArrivals([row(2)]);
  muteToasts(false);
  expect(shown()).toEqual([]);
  showArrivals([row(3)]);
  expect(shown()).toEqual(["3"]);
});

test("after a reconnect one summary, not a burst; a single one is shown as itself", () => {
  showArrivals([row(1), row(2)], { summary: true });
  expect(readToasts()).toMatchObject({ shown: [], summary: 2 });
  showArrivals([row(3)], { summary: true });
  expect(shown()).toEqual(["3"]);
});
