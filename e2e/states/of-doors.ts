import path from "node:path";
import { keptSecret } from "../../server/data-directory";
import { unsubscribeToken } from "../../server/digest/unsubscribe";
import { button, live, onItsWay, type Stage, type State, told } from "./stage";

/** Defects that show in the browser only: days of a list can no longer be named… */
const brokenDays = `Date.prototype.getMonth = () => { throw new Error("broken on purpose"); };`;
/** …or no page's times. */
const brokenTimes = `Intl.DateTimeFormat = () => { throw new Error("broken on purpose"); };`;
const unsubscribing = ({ dataDir }: Stage) =>
  `/unsubscribe/${unsubscribeToken(keptSecret(path.resolve(dataDir)), "00000000-0000-4000-8000-000000000000")}`;

/** Ways in, ways out, and where no page is. */
export const doors: State[] = [
  { name: "front door", path: "/" },
  { name: "sign in", path: "/sign-in" },
  { name: "sign in without scripts", path: "/sign-in", withoutScripts: true },
  {
    name: "sign in refused",
    path: "/sign-in",
    errors: /401|422/,
    reach: async (stage) => {
      await stage.page.getByLabel("E-mail").fill("nobody@example.org");
      await stage.page.getByLabel("Password").first().fill("wrong");
      await button(stage.page, "Sign in").click();
      await told(stage);
    },
  },
  { name: "sign up", path: "/sign-up" },
  {
    name: "sign up with fields that are wrong",
    path: "/sign-up",
    reach: async ({ page }) => {
      await page.getByLabel("E-mail").fill("nobody@example");
      await page.getByLabel("Password").fill("short word");
      await page.getByLabel("Password").evaluate((field) => field.setAttribute("minlength", "0"));
      await page.getByLabel("Password").fill("short");
      await button(page, "Make my account").click();
      await page.locator("[aria-invalid]").first().waitFor();
    },
  },
  { name: "nothing at this address", path: "/not-there", errors: /404/ },
  { name: "a graph that one may not see", as: "newcomer", path: "/graphs/1", errors: /404/, reach: live },
  { name: "operations for others", as: "newcomer", path: "/operations", errors: /404/, reach: live },
  { name: "a page on its way", as: "ana", path: "/groups", reach: onItsWay("Wnt Lab") },
  { name: "unsubscribe", path: unsubscribing },
  {
    name: "unsubscribe, of a mail that is forgotten",
    path: unsubscribing,
    errors: /404/,
    reach: async ({ page }) => {
      await button(page, "Unsubscribe").click();
      await page.getByRole("heading", { name: "This mail is not known any more" }).waitFor();
    },
  },
  { name: "unsubscribe, a broken link", path: "/unsubscribe/half", errors: /404/ },
  {
    name: "a defect in a page",
    as: "ana",
    path: "/notifications",
    errors: /./,
    prepare: ({ page }) => page.addInitScript({ content: brokenDays }),
    reach: ({ page }) => button(page, "Try again").waitFor(),
  },
  {
    name: "a defect in all pages",
    as: "ana",
    path: "/notifications",
    errors: /./,
    prepare: ({ page }) => page.addInitScript({ content: brokenTimes }),
    reach: ({ page }) => button(page, "Try again").waitFor(),
  },
];
