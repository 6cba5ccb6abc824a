import { changedGraph } from "../events";
import { answer, button, clicked, dialog, inTurn, live, menu, press, pressed, type Stage, type State } from "./stage";

const list = /\/api\/notifications\?/;
const ofAna = (name: string, query: string): State => ({
  name,
  as: "ana",
  path: `/notifications?query=${query}`,
  reach: live,
});
const atInbox = (name: string, reach: State["reach"], more: Partial<State> = {}): State => ({
  name,
  as: "ana",
  path: "/notifications",
  reach,
  ...more,
});
const opened = ({ page }: Stage) => page.locator("[data-row] h3 a").first().click();
const reading = async (stage: Stage) => {
  await live(stage);
  await opened(stage);
  await stage.page.getByText("Why you see this:").first().waitFor();
};
const typed = (text: string) => async (stage: Stage) => {
  await live(stage);
  await stage.page.getByRole("combobox", { name: "Search notifications" }).fill(text);
};
const toUnread = ({ page }: Stage) =>
  page.getByRole("navigation", { name: "Filters" }).getByRole("link", { name: "Unread" }).click();
const keys =
  (...all: string[]) =>
  async (stage: Stage) => {
    await live(stage);
    for (const key of all) await stage.page.keyboard.press(key);
  };
const toolbar = ({ page }: Stage) => page.getByRole("toolbar", { name: "Selected notifications" }).waitFor();
const arriving =
  (...names: string[]) =>
  async (stage: Stage) => {
    await live(stage);
    for (const name of names) await stage.produce("owner", changedGraph("ana", name));
  };
const toGroups = (name: string, reach: State["reach"], more: Partial<State> = {}): State => ({
  ...atInbox(name, reach, more),
  path: "/groups",
});
const bell = inTurn(clicked(/^Notifications/), ({ page }) =>
  dialog(page).getByRole("heading", { name: "Notifications" }).waitFor(),
);

/** The notifications page, the bell and the toasts. */
export const inbox: State[] = [
  atInbox("inbox", live),
  atInbox("inbox without scripts", undefined, { withoutScripts: true }),
  { name: "inbox of a newcomer", as: "newcomer", path: "/notifications", reach: live },
  { name: "inbox with the longest names", as: "longest", path: "/notifications", reach: live },
  atInbox("views", async (stage) => {
    await live(stage);
    const views = stage.page.locator("summary").filter({ hasText: "Inbox" });
    if (await views.isVisible()) await views.click();
  }),

  atInbox("reading", reading),
  atInbox(
    "reading why",
    inTurn(reading, ({ page }) => page.getByText("Where it came from").filter({ visible: true }).first().click()),
  ),
  {
    name: "reading without scripts",
    as: "ana",
    withoutScripts: true,
    path: async ({ page, url }) => {
      const answer = await page.request.get(`${url}/api/notifications?limit=1`);
      return `/notifications?open=${(await answer.json()).notifications[0].id}`;
    },
  },
  atInbox("reading what is not there", ({ page }) => page.getByText("is no longer there").first().waitFor(), {
    path: "/notifications?open=999999999",
    errors: /404/,
  }),
  atInbox(
    "why not heard",
    inTurn(reading, clicked(/^Why did I not hear/), ({ page }) => page.getByText("What happened lately").waitFor()),
  ),
  atInbox("why not heard, loading", inTurn(reading, answer(/why-not/, "never"), clicked(/^Why did I not hear/))),
  atInbox(
    "why not heard, failed",
    inTurn(reading, answer(/why-not/, 503), clicked(/^Why did I not hear/), ({ page }) =>
      dialog(page).getByRole("alert").waitFor({ timeout: 30_000 }),
    ),
    { errors: /503/ },
  ),

  ofAna("unread", "is:unread"),
  ofAna("saved", "is:saved"),
  ofAna("snoozed", "is:snoozed"),
  ofAna("archived", "is:archived"),
  ...["unread", "saved", "snoozed", "archived"].map(
    (view): State => ({
      name: `nothing ${view}`,
      as: "newcomer",
      path: `/notifications?query=is:${view}`,
      reach: live,
    }),
  ),
  ofAna("one group", "in:%22Wnt+Lab%22"),
  ofAna("words found", "wnt"),
  ofAna("no match", "nothing-like-this"),
  ofAna("a name that is unknown", "in:%22No+such+lab%22"),
  ofAna("a query that cannot be read", "form:ana"),
  atInbox(
    "completions",
    inTurn(typed("type:"), ({ page }) => page.getByRole("option").first().waitFor()),
  ),
  atInbox("saving a filter", inTurn(typed("type:watching"), clicked("Save this filter"))),

  atInbox("similar ones expanded", async (stage) => {
    await live(stage);
    await stage.page.locator("[data-group] h3 button").first().click({ timeout: 5_000 });
  }),
  atInbox("row menu", async (stage) => {
    await live(stage);
    await stage.page.locator("[data-row]").first().hover();
    await stage.page.locator("[data-row]").first().getByRole("button", { name: "More actions" }).click();
    await menu(stage.page).waitFor();
  }),
  atInbox("rows selected", inTurn(keys("j", "x", "j", "x"), toolbar)),
  atInbox(
    "all that match",
    inTurn(keys("j", "x", "j", "x"), toolbar, async ({ page }) => {
      const all = button(page, "Select all that match");
      if (await all.isVisible()) await all.click();
    }),
  ),
  {
    name: "an action to undo",
    as: "bo",
    path: "/notifications?query=is:read",
    reach: inTurn(keys("j", "e"), ({ page }) => button(page, /Undo/).waitFor()),
  },
  {
    name: "an action refused",
    as: "bo",
    path: "/notifications?query=is:read",
    errors: /503/,
    reach: inTurn(live, answer(/\/api\/notifications\/(bulk|\d+$)/, 503), keys("j", "s"), ({ page }) =>
      page.getByText("The database is away").waitFor({ timeout: 30_000 }),
    ),
  },
  atInbox("snooze", inTurn(keys("j"), press("h"))),
  atInbox("keys", press("?")),

  atInbox(
    "loading",
    inTurn(live, answer(list, "never"), toUnread, ({ page }) => page.locator("[aria-busy=true]").first().waitFor()),
  ),
  atInbox(
    "list not loaded",
    inTurn(live, answer(list, 503), toUnread, ({ page }) => button(page, /Try again/).waitFor({ timeout: 30_000 })),
    { errors: /503/ },
  ),
  atInbox(
    "offline",
    async (stage) => {
      await live(stage);
      await stage.page.context().setOffline(true);
      await stage.page.locator('[data-live="offline"]').waitFor({ state: "attached" });
    },
    { errors: /ERR_INTERNET_DISCONNECTED|WebSocket/ },
  ),
  atInbox(
    "new ones wait",
    inTurn(arriving("Wnt / β-catenin core", "TGF-β1", "FOXP3"), ({ page }) => button(page, /\d new/).waitFor()),
  ),

  toGroups(
    "toasts",
    inTurn(
      arriving(
        "Wnt / β-catenin core",
        "TGF-β1",
        "FOXP3",
        "A name that is so long that it does not fit into one line of a toast",
        "AXIN2",
      ),
      ({ page }) => page.getByRole("link", { name: "2 more" }).waitFor(),
    ),
  ),
  toGroups("bell", bell),
  toGroups("bell of a newcomer", bell, { as: "newcomer" }),
  toGroups("bell with the longest names", bell, { as: "longest" }),
  toGroups(
    "bell, loading",
    inTurn(pressed(/^Notifications/), ({ page }) => page.getByRole("list", { name: "Loading" }).waitFor()),
    {
      prepare: answer(list, "never"),
    },
  ),
  toGroups(
    "bell, failed",
    inTurn(pressed(/^Notifications/), ({ page }) => button(page, "Try again").waitFor({ timeout: 30_000 })),
    { prepare: answer(list, 503), errors: /503/ },
  ),
  atInbox("account menu", clicked(/^Account of/, menu), { as: "admin" }),
  atInbox(
    "account menu, signing out failed",
    inTurn(
      clicked(/^Account of/, menu),
      answer(/sign-out/, 503),
      ({ page }) => page.getByRole("menuitem", { name: "Sign out" }).click(),
      ({ page }) => page.getByText("The database is away").waitFor(),
    ),
    { as: "admin", errors: /503/ },
  ),
];
