import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

let count = Date.now() % 1_000_000;
export const fresh = (name: string) => `${name} ${++count}`;
export const network = (nodes: object[], edges: object[] = []) => ({ elements: { nodes, edges }, data: {} });
export const three = network(
  ["LRP6", "CTNNB1", "AXIN2"].map((id, index) => ({ data: { id }, position: { x: index * 80, y: (index % 2) * 60 } })),
  [{ data: { source: "LRP6", target: "CTNNB1" } }, { data: { source: "CTNNB1", target: "AXIN2" } }],
);
export const file = (name: string, content: unknown) => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(typeof content === "string" ? content : JSON.stringify(content)),
});
export const origin = (page: Page) => ({ Origin: new URL(page.url()).origin });

export async function upload(page: Page, name: string, graph: object = three, more: object = {}): Promise<number> {
  if (page.url() === "about:blank") await page.goto("/graphs");
  const data = { name, graph_json: graph, ...more };
  const answer = await page.request.post("/api/v1/graphs/", { data, headers: origin(page) });
  expect(answer.status(), await answer.text()).toBe(201);
  return ((await answer.json()) as { id: number }).id;
}
export const canvas = (page: Page) => page.getByTestId("graph-canvas");
export const ready = (page: Page) => expect(canvas(page)).toHaveAttribute("data-ready", "true");
export const unread = async (page: Page) =>
  ((await (await page.request.get("/api/notifications/counts")).json()) as { unread: number }).unread;
