import { answer, clicked, dialog, inTurn, live, pressed, type Stage, type State, told, toldInDialog } from "./stage";

const settings = (name: string, part: string, reach: State["reach"] = live, more: Partial<State> = {}): State => ({
  name,
  as: "admin",
  path: `/settings/${part}`,
  reach,
  ...more,
});
const filled = (label: string, text: string) => (stage: Stage) =>
  stage.page.getByLabel(label, { exact: true }).fill(text);
const changing = inTurn(live, filled("Password now", "not this one"), filled("New password", "a longer one than that"));

export const settingsPages: State[] = [
  ...["notifications", "profile", "devices", "data", "tokens"].map((part) => settings(`settings ${part}`, part)),
  settings("settings of Ana", "notifications", live, { as: "ana" }),
  settings("settings watching", "watching", live, { as: "ana" }),
  settings("settings watching nothing", "watching", live, { as: "newcomer" }),
  settings("settings watching the longest names", "watching", live, { as: "longest" }),
  settings("settings with the longest names", "profile", live, { as: "longest" }),
  settings(
    "e-mail every week",
    "notifications",
    inTurn(
      live,
      ({ page }) => page.getByLabel("How often").selectOption("weekly"),
      ({ page }) => page.getByLabel(/^Quiet hours/).check(),
    ),
  ),
  settings(
    "a setting not saved",
    "notifications",
    inTurn(live, answer(/\/api\/preferences/, 503), ({ page }) => page.getByRole("switch").first().click(), told),
    { errors: /503/ },
  ),
  settings(
    "set-up tested",
    "notifications",
    inTurn(
      live,
      pressed("Send a test"),
      ({ page }) => page.getByText("In your inbox").waitFor(),
      ({ page }) =>
        page
          .getByText(/after \d+ ms/)
          .nth(1)
          .waitFor(),
    ),
  ),
  settings(
    "a feed link",
    "notifications",
    inTurn(live, pressed(/^Make a (new )?link/), ({ page }) => page.getByText("Copy your link now").waitFor()),
  ),
  settings("password refused", "profile", inTurn(changing, pressed("Change password"), told), { errors: /4\d\d/ }),
  settings(
    "password refused too often",
    "profile",
    inTurn(
      changing,
      answer(/auth\/password/, 429, "Too many attempts; try again in 42 seconds."),
      pressed("Change password"),
      told,
    ),
    { errors: /429/ },
  ),
  settings("deleting all notifications", "data", clicked(/^Delete/), { as: "bo" }),
  settings(
    "deleting refused",
    "data",
    inTurn(
      clicked(/^Delete/),
      answer(/settings\/notifications/, 503),
      ({ page }) => dialog(page).getByRole("button", { name: "Delete all" }).click(),
      toldInDialog,
    ),
    { as: "bo", errors: /503/ },
  ),
  settings(
    "an event token made",
    "tokens",
    inTurn(
      live,
      filled("Name", "Nightly pipeline"),
      filled("Source", "/pipelines/nightly"),
      pressed("Make token"),
      ({ page }) => page.getByText(/^gse_/).waitFor(),
    ),
  ),
  settings(
    "an event token refused",
    "tokens",
    inTurn(
      live,
      filled("Name", "GraphSpace"),
      filled("Source", "/graphspace/workspace"),
      pressed("Make token"),
      ({ page }) => page.locator("[aria-invalid]").first().waitFor(),
    ),
    { errors: /422/ },
  ),
];
