import type { Page } from "@playwright/test";

/** What a state may need beyond its page. */
export type Stage = {
  page: Page;
  url: string;
  dataDir: string;
  /** The session of somebody, to ask for something in their name. */
  cookieOf: (person: NonNullable<State["as"]>) => Promise<string>;
  /** Sends an event as GraphSpace would. */
  produce: (topic: "owner" | "group" | "watching", event: { type: string; data: object }) => Promise<void>;
};

/** One thing that people can see: axe and `npm run screens` visit each. */
export type State = {
  name: string;
  /**
   * Who looks: one of the demo's people, somebody who has just signed up, somebody all whose names are as long as
   * they may be, or nobody.
   */
  as?: "ana" | "bo" | "admin" | "newcomer" | "longest";
  path: string | ((stage: Stage) => string | Promise<string>);
  /** From the open page to the state; resolves when it is there. */
  reach?: (stage: Stage) => Promise<unknown>;
  /** Before the page is opened. */
  prepare?: (stage: Stage) => Promise<unknown>;
  /** The browser runs none of the page's scripts. */
  withoutScripts?: true;
  /** Holds a frame in which no script may run, and so neither can axe. */
  scriptless?: true;
  /** Console errors that belong to it. */
  errors?: RegExp;
};

export const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first();
export const dialog = (page: Page) => page.getByRole("dialog").last();
export const menu = (page: Page) => page.getByRole("menu").last();
export const live = ({ page }: Pick<Stage, "page">) =>
  page.locator('[data-live="live"]').waitFor({ state: "attached" });

export const press = (key: string) => async (stage: Stage) => {
  await live(stage);
  await stage.page.keyboard.press(key);
  await dialog(stage.page).waitFor();
};
export const clicked =
  (name: string | RegExp, what = dialog) =>
  async (stage: Stage) => {
    await live(stage);
    await button(stage.page, name).click();
    await what(stage.page).waitFor();
  };
/** Opens a menu, and what one of its items leads to. */
export const chosen =
  (name: RegExp, item: string, what = dialog) =>
  async (stage: Stage) => {
    await clicked(name, menu)(stage);
    await stage.page.getByRole("menuitem", { name: item }).click();
    await what(stage.page).waitFor();
  };
const failure = { hasText: /./ };
export const told = ({ page }: Stage) => page.getByRole("alert").filter(failure).first().waitFor();
/** Beside what was pressed: behind a dialog nobody reads it. */
export const toldInDialog = ({ page }: Stage) => dialog(page).getByRole("alert").filter(failure).first().waitFor();
/** One after the other. */
export const inTurn =
  (...steps: ((stage: Stage) => Promise<unknown>)[]) =>
  async (stage: Stage) => {
    for (const step of steps) await step(stage);
  };
export const pressed =
  (name: string | RegExp) =>
  ({ page }: Stage) =>
    button(page, name).click();

/** Follows the page's first link to such a place. */
export const followed = (place: RegExp) => async (stage: Stage) => {
  await live(stage);
  const places = await stage.page
    .locator("main a[href]")
    .evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  const found = places.find((href) => place.test(href));
  if (!found) throw new Error(`No link to ${place} on ${stage.page.url()}`);
  await stage.page.goto(new URL(found, stage.page.url()).href);
  await live(stage);
};

const away = "The database is away; try again in a moment.";
/** Calls of the API that match are answered by this instead. */
export const answer =
  (what: RegExp, status: number | "never", detail = away) =>
  ({ page }: Pick<Stage, "page">) =>
    page.route(what, (route) =>
      status === "never"
        ? new Promise(() => {})
        : route.fulfill({
            status,
            contentType: "application/problem+json",
            body: JSON.stringify({ title: "No", status, detail, error_message: detail }),
          }),
    );

/** The next page of the application is on its way and does not come. */
export const onItsWay = (link: string) => async (stage: Stage) => {
  await live(stage);
  await answer(/[?&]_rsc=/, "never")(stage);
  await stage.page.getByRole("link", { name: link }).first().click();
  await stage.page.locator("[data-pending]").waitFor();
};
