import { type BrowserContext, test as base, type ConsoleMessage, expect, type Page } from "@playwright/test";

import { demoToken, password, people } from "./demo";

export { demoToken, expect, password, people };

type Person = keyof typeof people;
type Cookies = Awaited<ReturnType<BrowserContext["storageState"]>>;

export type Produce = (
  topic: "owner" | "group" | "watching",
  event: { type: string; data: object; id?: string },
) => Promise<void>;

type Fixtures = {
  /** Opens a browser of its own in which this person is signed in. */
  as: (person: Person) => Promise<Page>;
  /** Sends an event as GraphSpace would; `data` is the message's. */
  produce: Produce;
  /** A console error that is part of the test; every other one fails it. */
  allowError: (text: RegExp) => void;
  strayErrors: { watch(page: Page): void };
};
type WorkerFixtures = { signedIn: (person: Person) => Promise<Cookies> };

export const test = base.extend<Fixtures, WorkerFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern
  baseURL: async ({}, use) => use(process.env.E2E_URL),

  signedIn: [
    async ({ playwright }, use) => {
      const known = new Map<Person, Promise<Cookies>>();
      const signIn = async (person: Person) => {
        const api = await playwright.request.newContext({
          baseURL: process.env.E2E_URL,
          extraHTTPHeaders: { Origin: `${process.env.E2E_URL}` },
        });
        const response = await api.post("/api/auth/sign-in", { data: { email: people[person], password } });
        expect(response.ok(), await response.text()).toBe(true);
        const cookies = await api.storageState();
        await api.dispose();
        return cookies;
      };
      await use((person) => {
        const cookies = known.get(person) ?? signIn(person);
        known.set(person, cookies);
        return cookies;
      });
    },
    { scope: "worker" },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern
  allowError: async ({}, use) => {
    const allowed: RegExp[] = [];
    await use(Object.assign((text: RegExp) => void allowed.push(text), { allowed }));
  },

  strayErrors: [
    async ({ allowError }, use) => {
      const stray: string[] = [];
      await use({
        watch(page) {
          page.on("pageerror", (error) => stray.push(String(error.stack ?? error)));
          page.on("console", (message: ConsoleMessage) => {
            if (message.type() === "error") stray.push(`${message.text()} (${message.location().url})`);
          });
        },
      });
      const { allowed } = allowError as typeof allowError & { allowed: RegExp[] };
      expect(stray.filter((error) => !allowed.some((text) => text.test(error)))).toEqual([]);
    },
    { auto: true },
  ],

  page: async ({ page, strayErrors }, use) => {
    strayErrors.watch(page);
    await use(page);
  },

  as: async ({ browser, baseURL, signedIn, strayErrors }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (person) => {
      const context = await browser.newContext({ baseURL, storageState: await signedIn(person) });
      contexts.push(context);
      const page = await context.newPage();
      strayErrors.watch(page);
      return page;
    });
    for (const context of contexts) await context.close();
  },

  produce: async ({ playwright, baseURL }, use) => {
    const api = await playwright.request.newContext({
      baseURL,
      extraHTTPHeaders: { Authorization: `Bearer ${demoToken}`, "Content-Type": "application/cloudevents+json" },
    });
    await use(async (topic, { type, data, id }) => {
      const { resource } = data as { resource: { type: string; id: string | number } };
      const response = await api.post(`/api/events/${topic}`, {
        data: {
          specversion: "1.0",
          id: id ?? crypto.randomUUID(),
          source: "/graphspace",
          type,
          subject: `${resource.type}/${resource.id}`,
          time: new Date().toISOString(),
          datacontenttype: "application/json",
          data,
        },
      });
      expect(response.ok(), await response.text()).toBe(true);
    });
    await api.dispose();
  },
});
