import { password, people } from "../demo";
import type { State } from "./stage";

type Person = NonNullable<State["as"]>;
const words = "Interologs of recombination, replication and repair in Saccharomyces cerevisiae and Homo sapiens";
/** As long as they may be: in words, and in one piece. */
const long = {
  name: `${words}, `.repeat(3).slice(0, 256),
  piece: "Pneumonoultramicroscopicsilicovolcanoconiosis".repeat(6).slice(0, 256),
};

/** The session's cookie. */
export async function enter(person: Person, url: string): Promise<string> {
  if (person in people)
    return ask(url, "/api/auth/sign-in", { email: people[person as keyof typeof people], password });
  const isLongest = person === "longest";
  const cookie = await ask(url, "/api/auth/sign-up", {
    email: `${isLongest ? "somebody-with-a-name-of-many-parts-at-the-institute-of-systems" : person}${process.pid}@example.org`,
    password: "a good long password",
    ...(isLongest ? { name: `${words}`.slice(0, 80) } : {}),
  });
  if (isLongest) await fill(url, cookie);
  return cookie;
}

/** A graph, a group and what happened to them, all with names that fit nowhere. */
async function fill(url: string, cookie: string): Promise<void> {
  const tags = Array.from({ length: 12 }, (_, index) => `${index + 1} ${words}`.slice(0, 60));
  const node = (id: string, x: number) => ({ data: { id }, position: { x, y: 0 } });
  const graph_json = {
    elements: {
      nodes: [node(long.piece, 0), node("B", 300)],
      edges: [{ data: { source: long.piece, target: "B" } }],
    },
    data: { title: long.name, description: long.piece, tags },
  };
  for (const name of [long.name, long.piece]) {
    const graph = await made(url, cookie, "/api/v1/graphs/", { name, graph_json, tags });
    const group = await made(url, cookie, "/api/v1/groups/", { name, description: long.name });
    await ask(url, `/api/v1/graphs/${graph}/groups`, { group_id: group }, { cookie });
    await ask(url, `/api/watches/graph/${graph}`, { level: "watching" }, { cookie, method: "PUT" });
  }
}

async function made(url: string, cookie: string, path: string, body: object): Promise<number> {
  const answer = await send(url, path, body, { cookie });
  return ((await answer.json()) as { id: number }).id;
}

const ask = async (url: string, path: string, body: object, more: { cookie?: string; method?: string } = {}) =>
  (await send(url, path, body, more)).headers.getSetCookie()[0]?.split(";")[0] ?? "";

async function send(url: string, path: string, body: object, { cookie = "", method = "POST" }) {
  const headers = { Origin: url, "Content-Type": "application/json", ...(cookie && { Cookie: cookie }) };
  const answer = await fetch(url + path, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}
