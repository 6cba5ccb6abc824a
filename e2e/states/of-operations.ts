import { clicked, followed, inTurn, live, type Stage, type State } from "./stage";

const at = (name: string, path: string, reach: State["reach"] = live, more: Partial<State> = {}): State => ({
  name,
  as: "admin",
  path,
  reach,
  ...more,
});
const letter = followed(/^\/operations\/dead-letters\/\d/);
const run = followed(/^\/operations\/mail\/runs\//);
const mail = followed(/^\/operations\/mail\/(?!runs)[^?]/);
/** A preview that Bo has asked for. */
const mailed = async (stage: Stage) => {
  const headers = { Origin: stage.url, Cookie: await stage.cookieOf("bo") };
  const answer = await fetch(`${stage.url}/api/settings/mail`, { method: "POST", headers });
  if (!answer.ok) throw new Error(await answer.text());
};

/** What administrators see, and what producers read. */
export const operations: State[] = [
  at("captured mails, none", "/dev/mail?page=9"),
  at("operations", "/operations"),
  at(
    "operations as a table",
    "/operations",
    inTurn(live, ({ page }) => page.getByText("The same as a table").click()),
  ),
  at("dead letters", "/operations/dead-letters"),
  at("dead letters, none", "/operations/dead-letters?state=discarded"),
  at("a dead letter", "/operations/dead-letters", letter),
  at("a dead letter replayed", "/operations/dead-letters", inTurn(letter, clicked("Replay…"))),
  at("a dead letter discarded", "/operations/dead-letters", inTurn(letter, clicked("Discard…"))),
  at("mail runs", "/operations/mail"),
  at("a mail sent again", "/operations/mail", clicked("Send again…")),
  at("a mail run", "/operations/mail", run),
  at("a mail", "/operations/mail", inTurn(run, mail)),
  at("operators' record", "/operations/record"),
  at("captured mails", "/dev/mail", live, { prepare: mailed }),
  at("a captured mail", "/dev/mail", followed(/^\/dev\/mail\/./), { prepare: mailed, scriptless: true }),
  { name: "API", path: "/docs/api" },
  {
    name: "API, one call",
    path: "/docs/api",
    reach: ({ page }) => page.locator("summary").filter({ hasText: "/api/notifications/bulk" }).click(),
  },
];
