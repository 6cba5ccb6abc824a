import path from "node:path";
import type { Page } from "@playwright/test";
import { keptSecret } from "../../server/data-directory";
import { unsubscribeToken } from "../../server/digest/unsubscribe";
import { changedGraph } from "../events";

/** What a state may need beyond its page. */
export type Stage = {
  page: Page;
  dataDir: string;
  /** Sends an event as GraphSpace would. */
  produce: (topic: "owner" | "group" | "watching", event: { type: string; data: object }) => Promise<void>;
};

/** One thing that people can see: axe and `npm run screens` visit each. */
export type State = {
  name: string;
  /** Who looks: one of the demo's people, somebody who has just signed up, or nobody. */
  as?: "ana" | "bo" | "admin" | "newcomer";
  path: string | ((stage: Stage) => string);
  /** From the open page to the state; resolves when it is there. */
  reach?: (stage: Stage) => Promise<unknown>;
  /** Before the page is opened. */
  prepare?: (stage: Stage) => Promise<unknown>;
  /** Holds a frame in which no script may run, and so neither can axe. */
  scriptless?: true;
  /** Console errors that belong to it. */
  errors?: RegExp;
};

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first();
const dialog = (page: Page) => page.getByRole("dialog").last();
const press = (key: string) => async (stage: Stage) => {
  await live(stage);
  await stage.page.keyboard.press(key);
  await dialog(stage.page).waitFor();
};
const live = ({ page }: Stage) => page.locator('[data-live="live"]').waitFor({ state: "attached" });
const clicked =
  (name: string | RegExp, what = dialog) =>
  async (stage: Stage) => {
    await live(stage);
    await button(stage.page, name).click();
    await what(stage.page).waitFor();
  };
const menu = (page: Page) => page.getByRole("menu");
/** Follows the page's first link to such a place. */
const followed = (place: RegExp) => async (stage: Stage) => {
  await live(stage);
  const places = await stage.page
    .locator("main a[href]")
    .evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  const found = places.find((href) => place.test(href));
  if (!found) throw new Error(`No link to ${place} on ${stage.page.url()}`);
  await stage.page.goto(new URL(found, stage.page.url()).href);
  await live(stage);
};
/** A preview that the one who looks has asked for. */
const mailed = async (stage: Stage) => {
  await live(stage);
  const headers = { Origin: new URL(stage.page.url()).origin };
  const answer = await stage.page.request.post(`${headers.Origin}/api/settings/mail`, { headers });
  if (!answer.ok()) throw new Error(await answer.text());
  await stage.page.reload();
  await live(stage);
};
const away = JSON.stringify({ title: "Away", status: 503, detail: "The database is away; try again in a moment." });
/** Calls of the API that match are answered by this instead. */
const answer =
  (what: RegExp, status: number | "never") =>
  ({ page }: Stage) =>
    page.route(what, (route) =>
      status === "never"
        ? new Promise(() => {})
        : route.fulfill({ status, contentType: "application/problem+json", body: away }),
    );
const list = /\/api\/notifications\?/;
const reading = async (stage: Stage) => {
  await live(stage);
  await stage.page.locator("[data-row] h3 a").first().click();
  await stage.page.getByText("Why you see this:").first().waitFor();
};
const network = async (stage: Stage) => {
  await live(stage);
  await stage.page.locator('[data-testid=graph-canvas][data-ready="true"]').waitFor();
};
const files = [
  { name: "wnt.json", mimeType: "application/json", buffer: Buffer.from('{"elements":{"nodes":[],"edges":[]}}') },
];

/** What a defect in a page looks like: times can no longer be put into words. */
const brokenTimes = `
  const broken = function () { throw new Error("broken on purpose"); };
  Object.assign(Intl, { DateTimeFormat: broken, RelativeTimeFormat: broken });`;

export const states: State[] = [
  { name: "front door", path: "/" },
  { name: "sign in", path: "/sign-in" },
  {
    name: "sign in refused",
    path: "/sign-in",
    errors: /401|422/,
    reach: async ({ page }) => {
      await page.getByLabel("E-mail").fill("nobody@example.org");
      await page.getByLabel("Password").first().fill("wrong");
      await button(page, "Sign in").click();
      await page.getByRole("alert").filter({ hasText: /./ }).first().waitFor();
    },
  },
  { name: "sign up", path: "/sign-up" },
  { name: "nothing at this address", path: "/not-there", errors: /404/ },

  { name: "inbox", as: "ana", path: "/notifications", reach: live },
  { name: "inbox of a newcomer", as: "newcomer", path: "/notifications", reach: live },
  { name: "reading", as: "ana", path: "/notifications", reach: reading },
  {
    name: "reading why",
    as: "ana",
    path: "/notifications",
    reach: async (stage) => {
      await reading(stage);
      await stage.page.getByText("Where it came from").filter({ visible: true }).first().click();
    },
  },
  { name: "unread", as: "ana", path: "/notifications?query=is:unread", reach: live },
  { name: "saved", as: "ana", path: "/notifications?query=is:saved", reach: live },
  { name: "snoozed", as: "ana", path: "/notifications?query=is:snoozed", reach: live },
  { name: "archived", as: "ana", path: "/notifications?query=is:archived", reach: live },
  { name: "nothing saved", as: "newcomer", path: "/notifications?query=is:saved", reach: live },
  { name: "one group", as: "ana", path: "/notifications?query=in:%22Wnt+Lab%22", reach: live },
  { name: "words found", as: "ana", path: "/notifications?query=wnt", reach: live },
  { name: "no match", as: "ana", path: "/notifications?query=nothing-like-this", reach: live },
  { name: "a query that cannot be read", as: "ana", path: "/notifications?query=form:ana", reach: live },
  {
    name: "completions",
    as: "ana",
    path: "/notifications",
    reach: async (stage) => {
      await live(stage);
      await stage.page.getByRole("combobox", { name: "Search notifications" }).fill("type:");
      await stage.page.getByRole("option").first().waitFor();
    },
  },
  {
    name: "similar ones expanded",
    as: "ana",
    path: "/notifications",
    reach: async (stage) => {
      await live(stage);
      await stage.page.locator("[data-group] h3 button").first().click({ timeout: 5_000 });
    },
  },
  {
    name: "rows selected",
    as: "ana",
    path: "/notifications",
    reach: async (stage) => {
      await live(stage);
      for (const key of ["j", "x", "j", "x"]) await stage.page.keyboard.press(key);
      await stage.page.getByRole("toolbar", { name: "Selected notifications" }).waitFor();
    },
  },
  {
    name: "an action to undo",
    as: "bo",
    path: "/notifications?query=is:read",
    reach: async (stage) => {
      await live(stage);
      await stage.page.keyboard.press("j");
      await stage.page.keyboard.press("e");
      await button(stage.page, /Undo/).waitFor();
    },
  },
  {
    name: "snooze",
    as: "ana",
    path: "/notifications",
    reach: async (stage) => {
      await live(stage);
      await stage.page.keyboard.press("j");
      await press("h")(stage);
    },
  },
  { name: "keys", as: "ana", path: "/notifications", reach: press("?") },
  {
    name: "loading",
    as: "ana",
    path: "/notifications",
    reach: async (stage) => {
      await live(stage);
      await answer(list, "never")(stage);
      await stage.page.getByRole("navigation", { name: "Filters" }).getByRole("link", { name: "Unread" }).click();
      await stage.page.waitForTimeout(400);
    },
  },
  {
    name: "list not loaded",
    as: "ana",
    path: "/notifications",
    errors: /503/,
    reach: async (stage) => {
      await live(stage);
      await answer(list, 503)(stage);
      await stage.page.getByRole("navigation", { name: "Filters" }).getByRole("link", { name: "Unread" }).click();
      await button(stage.page, /Try again/).waitFor({ timeout: 20_000 });
    },
  },
  {
    name: "offline",
    as: "ana",
    path: "/notifications",
    errors: /ERR_INTERNET_DISCONNECTED|WebSocket/,
    reach: async (stage) => {
      await live(stage);
      await stage.page.context().setOffline(true);
      await stage.page.locator('[data-live="offline"]').waitFor({ state: "attached" });
    },
  },
  {
    name: "new ones wait",
    as: "ana",
    path: "/notifications",
    reach: async (stage) => {
      await live(stage);
      for (const name of ["Wnt / β-catenin core", "TGF-β1", "FOXP3"])
        await stage.produce("owner", changedGraph("ana", name));
      await button(stage.page, /\d new/).waitFor();
    },
  },
  {
    name: "toasts",
    as: "ana",
    path: "/groups",
    reach: async (stage) => {
      await live(stage);
      for (const name of [
        "Wnt / β-catenin core",
        "TGF-β1",
        "FOXP3",
        "A name that is so long that it does not fit into one line of a toast",
        "AXIN2",
      ])
        await stage.produce("owner", changedGraph("ana", name));
      await stage.page.getByRole("link", { name: "2 more" }).waitFor();
    },
  },
  { name: "bell", as: "ana", path: "/groups", reach: clicked(/^Notifications/) },
  { name: "bell of a newcomer", as: "newcomer", path: "/groups", reach: clicked(/^Notifications/) },
  { name: "account menu", as: "admin", path: "/notifications", reach: clicked(/^Account of/, menu) },

  ...["notifications", "watching", "profile", "devices", "data", "tokens"].map(
    (part): State => ({ name: `settings ${part}`, as: "admin", path: `/settings/${part}`, reach: live }),
  ),
  { name: "settings of Ana", as: "ana", path: "/settings/notifications", reach: live },
  { name: "settings watching nothing", as: "newcomer", path: "/settings/watching", reach: live },
  { name: "deleting all notifications", as: "bo", path: "/settings/data", reach: clicked(/^Delete/) },

  { name: "graphs", as: "ana", path: "/graphs", reach: live },
  { name: "graphs shared", as: "ana", path: "/graphs?view=shared", reach: live },
  { name: "graphs public", as: "ana", path: "/graphs?view=public", reach: live },
  { name: "graphs, none found", as: "ana", path: "/graphs?q=nothing-like-this", reach: live },
  { name: "graphs of a newcomer", as: "newcomer", path: "/graphs", reach: live },
  {
    name: "upload",
    as: "ana",
    path: "/graphs",
    reach: async (stage) => {
      await live(stage);
      await stage.page.getByLabel("Graph and style files").setInputFiles(files);
      await dialog(stage.page).waitFor();
    },
  },
  { name: "graph", as: "ana", path: "/graphs/1", reach: network },
  {
    name: "graph watch menu",
    as: "bo",
    path: "/graphs/1",
    reach: async (stage) => {
      await network(stage);
      await clicked(/^(Watch|Watching|Muted)/, menu)(stage);
    },
  },
  {
    name: "graph, a node found",
    as: "ana",
    path: "/graphs/1",
    reach: async (stage) => {
      await network(stage);
      await stage.page.getByLabel("Find a node").fill("AXIN2");
      await button(stage.page, "Move left").waitFor();
    },
  },
  { name: "layouts compared", as: "ana", path: "/graphs/1/compare", reach: live },
  { name: "groups", as: "ana", path: "/groups", reach: live },
  { name: "groups of a newcomer", as: "newcomer", path: "/groups", reach: live },
  { name: "new group", as: "ana", path: "/groups", reach: clicked("New group") },
  { name: "group", as: "ana", path: "/groups/1", reach: live },
  { name: "join a group", as: "newcomer", path: "/groups/1/join?code=wrong", reach: live },
  { name: "invite to a group", as: "ana", path: "/groups/1", reach: clicked("Invite") },

  { name: "operations", as: "admin", path: "/operations", reach: live },
  { name: "dead letters", as: "admin", path: "/operations/dead-letters", reach: live },
  {
    name: "a dead letter",
    as: "admin",
    path: "/operations/dead-letters",
    reach: followed(/^\/operations\/dead-letters\/\d/),
  },
  { name: "mail runs", as: "admin", path: "/operations/mail", reach: live },
  { name: "a mail run", as: "admin", path: "/operations/mail", reach: followed(/^\/operations\/mail\/runs\//) },
  {
    name: "a mail",
    as: "admin",
    path: "/operations/mail",
    reach: async (stage) => {
      await followed(/^\/operations\/mail\/runs\//)(stage);
      await followed(/^\/operations\/mail\/(?!runs)[^?]/)(stage);
    },
  },
  { name: "operators' record", as: "admin", path: "/operations/record", reach: live },
  { name: "captured mails", as: "admin", path: "/dev/mail", reach: mailed },
  {
    name: "a captured mail",
    scriptless: true,
    as: "admin",
    path: "/dev/mail",
    reach: async (stage) => {
      await mailed(stage);
      await followed(/^\/dev\/mail\/./)(stage);
    },
  },
  { name: "API", path: "/docs/api" },
  {
    name: "API, one call",
    path: "/docs/api",
    reach: ({ page }) => page.locator("summary").filter({ hasText: "/api/notifications/bulk" }).click(),
  },
  {
    name: "unsubscribe",
    path: ({ dataDir }) =>
      `/unsubscribe/${unsubscribeToken(keptSecret(path.resolve(dataDir)), "00000000-0000-4000-8000-000000000000")}`,
  },
  { name: "unsubscribe, a broken link", path: "/unsubscribe/half", errors: /404/ },
  {
    name: "an error",
    as: "ana",
    path: "/notifications",
    errors: /./,
    prepare: ({ page }) => page.addInitScript({ content: brokenTimes }),
    reach: ({ page }) => button(page, "Try again").waitFor(),
  },
];
