import { mkdtemp } from "node:fs/promises";
import { chromium, type Page } from "@playwright/test";
import { findChromium } from "../server/commands/find-chromium";
import { startApp, untilReady } from "../server/testing/start-app";
import type { BenchWorld } from "./bench-world";
import { atMost, type Figure } from "./figure";

const rounds = 100;

/** From the click on Share in one browser to the toast in another, through real Kafka; bound: the promised second. */
export async function run(world: BenchWorld): Promise<Figure[]> {
  const found = findChromium();
  if (!("path" in found)) throw new Error(found.missing);
  const directory = await mkdtemp("/var/tmp/graphspace-bench-share-");
  const brokers = (await world.kafka()).join(",");
  const app = await startApp({ DATA_DIR: `${directory}/data`, KAFKA_BROKERS: brokers, DEMO: "1", LOG_LEVEL: "error" });
  world.release.push(async () => {
    app.kill("SIGTERM");
    await app.ended;
  });
  await untilReady(app, 180_000);
  const browser = await chromium.launch({ executablePath: found.path, args: ["--no-sandbox"] });
  world.release.push(() => browser.close());
  const open = async (person: string): Promise<Page> => {
    const context = await browser.newContext({ baseURL: app.url, reducedMotion: "reduce" });
    const page = await context.newPage();
    const data = { email: `${person}@example.org`, password: "graphspace" };
    await page.request.post("/api/auth/sign-in", { data, headers: { Origin: app.url } });
    return page;
  };
  const [ana, chen] = await Promise.all([open("ana"), open("chen")]);
  const graph_json = { elements: { nodes: [{ data: { id: "LRP6" } }], edges: [] } };
  const made = await ana.request.post("/api/v1/graphs/", {
    data: { name: "Shared again and again", graph_json },
    headers: { Origin: app.url },
  });
  const { id } = (await made.json()) as { id: number };
  await Promise.all([ana.goto(`/graphs/${id}`), chen.goto("/groups")]);
  await chen.locator('[data-live="live"]').waitFor();
  await chen.evaluate(() => {
    const seen = { at: 0 };
    Object.assign(window, { seen });
    new MutationObserver(() => {
      if (seen.at === 0 && document.querySelector("[data-toast]")) seen.at = Date.now();
    }).observe(document.body, { subtree: true, childList: true });
  });

  const arrival = async () => {
    const at = await chen.waitForFunction(() => (window as unknown as { seen: { at: number } }).seen.at || false);
    const time = await at.jsonValue();
    for (const toast of await chen.locator("[data-toast]").getByRole("button", { name: "Dismiss" }).all())
      await toast.click();
    await chen.locator("[data-toast]").first().waitFor({ state: "detached" });
    await chen.evaluate(() => {
      (window as unknown as { seen: { at: number } }).seen.at = 0;
    });
    return time as number;
  };
  const clicked = (name: string) =>
    ana.getByRole("button", { name, exact: true }).evaluate((button: HTMLElement) => {
      const at = Date.now();
      button.click();
      return at;
    });
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await ana.getByLabel("Group to share with").selectOption({ label: "Wnt Lab" });
    const from = await clicked("Share");
    times.push((await arrival()) - from);
    await ana.getByRole("button", { name: "Stop sharing with Wnt Lab" }).waitFor();
    await clicked("Stop sharing with Wnt Lab");
    await arrival();
    await ana.getByRole("option", { name: "Wnt Lab" }).waitFor({ state: "attached" });
  }
  const sorted = times.toSorted((one, other) => one - other);
  const [p50, p99] = [0.5, 0.99].map((part) => sorted[Math.floor(part * (sorted.length - 1))] as number) as [
    number,
    number,
  ];
  return [atMost("workspace.share-to-toast.p99", "ms", { value: p99, bound: 1000, most: 1 }, { p50, rounds })];
}
