import type { Page } from "@playwright/test";
import { demoToken } from "../demo";
import { enter } from "./enter";
import type { Stage, State } from "./stage";

type Where = { page: Page; url: string; dataDir: string };
/** Cookies: signing in is rate-limited, so each does it once per run. */
const known = new Map<string, Promise<string>>();

/** Brings a page of a fresh browser to a state, signed in as whom it asks for. */
export async function visit(state: State, { page, url, dataDir }: Where): Promise<void> {
  const cookieOf = (person: NonNullable<State["as"]>) => {
    const cookie = known.get(person) ?? enter(person, url);
    known.set(person, cookie);
    return cookie;
  };
  if (state.as) {
    const [name = "", value = ""] = (await cookieOf(state.as)).split("=");
    await page.context().addCookies([{ name, value, url, httpOnly: true, sameSite: "Lax" }]);
  }
  const stage: Stage = {
    page,
    url,
    dataDir,
    cookieOf,
    produce: async (topic, { type, data }) => {
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
  await page.goto(url + (typeof state.path === "string" ? state.path : await state.path(stage)));
  await state.reach?.(stage);
}
