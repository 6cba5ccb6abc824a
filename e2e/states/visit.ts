import type { Page } from "@playwright/test";
import { demoToken, password, people } from "../demo";
import type { State } from "./states";

type Where = { page: Page; url: string; dataDir: string };
type Person = NonNullable<State["as"]>;
/** Signing in is rate-limited, so each does it once per run. */
const known = new Map<string, Promise<string>>();

async function signIn(person: Person, url: string): Promise<string> {
  const isNew = person === "newcomer";
  const email = isNew ? `newcomer${process.pid}@example.org` : people[person];
  const answer = await fetch(`${url}/api/auth/${isNew ? "sign-up" : "sign-in"}`, {
    method: "POST",
    headers: { Origin: url, "Content-Type": "application/json" },
    body: JSON.stringify({ email, password: isNew ? "a good long password" : password }),
  });
  if (!answer.ok) throw new Error(`${email} cannot enter: ${await answer.text()}`);
  return answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

/** Brings a page of a fresh browser to a state, signed in as whom it asks for. */
export async function visit(state: State, { page, url, dataDir }: Where): Promise<void> {
  if (state.as) {
    const cookie = known.get(state.as) ?? signIn(state.as, url);
    known.set(state.as, cookie);
    const [name = "", value = ""] = (await cookie).split("=");
    await page.context().addCookies([{ name, value, url, httpOnly: true, sameSite: "Lax" }]);
  }
  const stage = {
    page,
    dataDir,
    produce: async (topic: string, { type, data }: { type: string; data: object }) => {
      const { resource } = data as { resource: { type: string; id: number } };
      const answer = await fetch(`${url}/api/events/${topic}`, {
        method: "POST",
        headers: { Authorization: `Bearer ${demoToken}`, "Content-Type": "application/cloudevents+json" },
        body: JSON.stringify({
          specversion: "1.0",
          id: crypto.randomUUID(),
          source: "/graphspace",
          type,
          subject: `${resource.type}/${resource.id}`,
          time: new Date().toISOString(),
          datacontenttype: "application/json",
          data,
        }),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
  };
  await state.prepare?.(stage);
  await page.goto(url + (typeof state.path === "string" ? state.path : state.path(stage)));
  await state.reach?.(stage);
}
