import type { Page } from "@playwright/test";
import type { Notification } from "../server/contract/notification";
import { changedGraph } from "./events";
import { expect, type Produce, type people } from "./fixtures";

export const row = (page: Page, name: string) => page.locator("[data-row]").filter({ hasText: name });
export const pane = (page: Page) => page.getByRole("region", { name: "Reading pane" });
export const chip = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Filters" }).getByRole("link", { name, exact: true });
export const search = (page: Page) => page.getByRole("combobox", { name: "Search notifications" });
export const view = (page: Page, name: RegExp) =>
  page.getByRole("navigation", { name: "Views" }).getByRole("link", { name });
export const bell = (page: Page) => page.getByRole("button", { name: /^Notifications, / });

let marks = 0;
/** A word that only this test's notifications have. */
export const word = () => `zebra${Date.now().toString(36)}${marks++}`;

let robots = 0;
/** Changes, each by somebody else, so that they do not stand as one row; newest last; waits until they are stored. */
export async function tell(page: Page, produce: Produce, owner: keyof typeof people, names: string[]) {
  for (const name of names) {
    const event = changedGraph(owner, name);
    await produce("owner", { ...event, data: { ...event.data, actor: `robot${robots++}@lab.org` } });
  }
  await stored(page, names.at(-1) as string);
}

export const stored = (page: Page, name: string) =>
  expect
    .poll(async () => {
      const answer = await page.request.get(`/api/notifications?query=${encodeURIComponent(`is:all "${name}"`)}`);
      return ((await answer.json()) as { notifications: unknown[] }).notifications.length;
    })
    .toBe(1);

/** A write of this person's from outside the page, as another of their programs would. */
export async function call(page: Page, method: string, path: string, data?: unknown) {
  const headers = { Origin: new URL(process.env.E2E_URL as string).origin };
  const answer = await page.request.fetch(path, { method, data, headers });
  expect(answer.ok(), await answer.text()).toBe(true);
  return answer;
}

/** This person's notifications that match, newest first. */
export async function listed(page: Page, query: string) {
  const answer = await page.request.get(`/api/notifications?query=${encodeURIComponent(query)}&limit=100`);
  return ((await answer.json()) as { notifications: Notification[] }).notifications;
}

/** Of those that match, the id of the one with a name: ids of one batch come in no order. */
export async function idsByName(page: Page, query: string) {
  const rows = await listed(page, query);
  return (name: string) => rows.find(({ resource }) => resource.name === name)?.id;
}
