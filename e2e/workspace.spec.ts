import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";

let count = Date.now() % 1_000_000;
const fresh = (name: string) => `${name} ${++count}`;
const network = (nodes: object[], edges: object[] = []) => ({ elements: { nodes, edges }, data: {} });
const three = network(
  ["LRP6", "CTNNB1", "AXIN2"].map((id, index) => ({ data: { id }, position: { x: index * 80, y: (index % 2) * 60 } })),
  [{ data: { source: "LRP6", target: "CTNNB1" } }, { data: { source: "CTNNB1", target: "AXIN2" } }],
);
const file = (name: string, content: unknown) => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(typeof content === "string" ? content : JSON.stringify(content)),
});
const origin = (page: Page) => ({ Origin: new URL(page.url()).origin });

async function upload(page: Page, name: string, graph: object = three, more: object = {}): Promise<number> {
  if (page.url() === "about:blank") await page.goto("/graphs");
  const data = { name, graph_json: graph, ...more };
  const answer = await page.request.post("/api/v1/graphs/", { data, headers: origin(page) });
  expect(answer.status(), await answer.text()).toBe(201);
  return ((await answer.json()) as { id: number }).id;
}
const canvas = (page: Page) => page.getByTestId("graph-canvas");
const ready = (page: Page) => expect(canvas(page)).toHaveAttribute("data-ready", "true");
const unread = async (page: Page) =>
  ((await (await page.request.get("/api/notifications/counts")).json()) as { unread: number }).unread;

test("a network is uploaded from a file, seen, found by its name, and drawn in the list", async ({ as }) => {
  const page = await as("ana");
  const name = fresh("Uploaded network");
  await page.goto("/graphs");
  await page
    .getByLabel("Graph and style files")
    .setInputFiles([
      file("wnt.cyjs", three),
      file("style.json", { style: [{ selector: "node", style: { "background-color": "#b7791f" } }] }),
    ]);
  const dialog = page.getByRole("dialog", { name: "Upload a graph" });
  await expect(dialog).toContainText("3 nodes, 2 edges, with its style");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Upload" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await ready(page);
  await page.getByLabel("Find a node").fill("axin");
  await expect(page.getByRole("status").filter({ hasText: "AXIN2" })).toBeVisible();
  await page.goto(`/graphs?q=${encodeURIComponent(name.toUpperCase())}`);
  const card = page.getByRole("listitem").filter({ hasText: name });
  await expect(card.getByTestId("network-thumbnail").locator("circle")).toHaveCount(3);
});

test("a file that is wrong says where, and nothing is sent", async ({ as }) => {
  const page = await as("ana");
  await page.goto("/graphs");
  const choose = page.getByLabel("Graph and style files");
  const dialog = page.getByRole("dialog", { name: "Upload a graph" });
  await choose.setInputFiles(
    file("bad.json", network([{ data: { id: "a" } }], [{ data: { source: "a", target: "b" } }])),
  );
  await expect(dialog.getByRole("alert")).toHaveText(
    'bad.json.elements.edges[0].data.target: "b" is not a node of this graph',
  );
  await choose.setInputFiles(file("not.json", "{"));
  await expect(dialog.getByRole("alert")).toContainText("not.json is not valid JSON");
});

test("a taken name is said at the name, a lost connection is not, and cancelling stores nothing", async ({
  as,
  allowError,
}) => {
  allowError(/Failed to load resource|net::ERR_FAILED/);
  const page = await as("ana");
  const name = fresh("Twice uploaded");
  await upload(page, name);
  await page.goto("/graphs");
  await expect(page.locator('[data-live="live"]')).toBeVisible();
  await page.getByLabel("Graph and style files").setInputFiles([file("three.cyjs", three)]);
  const dialog = page.getByRole("dialog", { name: "Upload a graph" });
  const send = dialog.getByRole("button", { name: "Upload" });
  await dialog.getByLabel("Name").fill(name);
  await send.click();
  await expect(dialog.getByLabel("Name")).toHaveAttribute("aria-invalid", "true");
  await expect(dialog).toContainText(`Graph ${name} already exists`);
  const other = fresh("Never uploaded");
  await dialog.getByLabel("Name").fill(other);
  await page.route("**/api/v1/graphs/", (route) => route.abort());
  await send.click();
  await expect(dialog.getByRole("alert")).toContainText("The server cannot be reached");
  await expect(dialog.getByLabel("Name")).not.toHaveAttribute("aria-invalid", "true");
  await page.unroute("**/api/v1/graphs/");
  await page.route("**/api/v1/graphs/", () => {});
  await send.click();
  await expect(dialog.getByRole("progressbar")).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toBeHidden();
  await page.unroute("**/api/v1/graphs/");
  await page.goto(`/graphs?q=${encodeURIComponent(other)}`);
  await expect(page.getByText("No graph matches")).toBeVisible();
});

test("a network that cannot be loaded says why, and comes when tried again", async ({ as, allowError }) => {
  allowError(/Failed to load resource|net::ERR_FAILED/);
  const page = await as("ana");
  const id = await upload(page, fresh("Slow network"));
  await page.route(`**/api/v1/graphs/${id}`, (route) => route.abort());
  await page.goto(`/graphs/${id}`);
  await expect(page.getByRole("alert").filter({ hasText: "The network could not be loaded" })).toBeVisible({
    timeout: 30_000,
  });
  await expectAccessible(page);
  await page.unroute(`**/api/v1/graphs/${id}`);
  await page.getByRole("button", { name: "Try again" }).click();
  await ready(page);
});

test("shared in one browser, it is a toast in the other, and opening it there clears it", async ({ as }) => {
  const [ana, chen] = [await as("ana"), await as("chen")];
  await chen.goto("/groups");
  await expect(chen.locator('[data-live="live"]')).toBeVisible();
  const name = fresh("Shared network");
  const id = await upload(ana, name);
  await ana.goto(`/graphs/${id}`);
  await ana.getByLabel("Group to share with").selectOption({ label: "Wnt Lab" });
  await ana.getByRole("button", { name: "Share", exact: true }).click();
  await expect(chen.getByText(`shared ${name} with Wnt Lab`).or(chen.getByText(name)).first()).toBeVisible();
  await expect(ana.getByRole("link", { name: "Wnt Lab" })).toBeVisible();
  const before = await unread(chen);
  expect(before).toBeGreaterThan(0);
  await chen.goto(`/graphs/${id}`);
  await expect.poll(() => unread(chen)).toBe(before - 1);
});

test("a change is drawn for those who watch: what came, what went, and how much", async ({ as }) => {
  const [ana, bo] = [await as("ana"), await as("bo")];
  const name = fresh("Watched network");
  const id = await upload(bo, name, three, { is_public: 1 });
  await ana.goto(`/graphs/${id}`);
  await ana.getByRole("button", { name: /^Watch: / }).click();
  await ana.getByRole("menuitem", { name: /^Watching/ }).click();
  await expect(ana.getByRole("button", { name: /^Watching: .* 1 person watches$/ })).toBeVisible();
  const nodes = [...three.elements.nodes.slice(0, 2), { data: { id: "RNF43" }, position: { x: 200, y: 90 } }];
  await bo.goto(`/graphs/${id}`);
  await bo.getByRole("button", { name: "Edit" }).click();
  await bo
    .getByLabel("New version")
    .setInputFiles(file("next.json", network(nodes, [{ data: { source: "CTNNB1", target: "RNF43" } }])));
  await bo.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(bo.getByText("+1 node, −1 node")).toBeVisible();
  await ana.goto("/notifications");
  await ana
    .getByRole("main")
    .getByRole("link", { name: `Bo Lindqvist changed ${name}` })
    .first()
    .click();
  const picture = ana.getByTestId("change-picture");
  await expect(picture.getByRole("img", { name: /RNF43 added/ })).toBeVisible();
  await expect(picture.getByRole("img", { name: /AXIN2 removed/ })).toBeVisible();
});

test("a layout is saved, shared, made the default, and looked at through its link", async ({ as }) => {
  const page = await as("ana");
  const id = await upload(page, fresh("Arranged network"));
  await page.goto(`/graphs/${id}`);
  await ready(page);
  await page.getByLabel("Name of the new layout").fill("Left to right");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const row = page.getByRole("region", { name: "Layouts" }).getByRole("listitem").filter({ hasText: "Left to right" });
  await expect(row).toBeVisible();
  await row.getByRole("button", { name: "More about Left to right" }).click();
  await page.getByRole("menuitem", { name: "Make it the default" }).click();
  await expect(row).toContainText("default");
  await row.getByRole("button", { name: "More about Left to right" }).click();
  await page.getByRole("menuitem", { name: "Share" }).click();
  await expect(row).toContainText("shared");
  await page.goto(`/graphs/${id}`);
  await expect(row.getByRole("button", { pressed: true })).toBeVisible();
});

test("two layouts are compared: what moved is drawn from where it was, and named, furthest first", async ({ as }) => {
  const page = await as("ana");
  const id = await upload(page, fresh("Compared network"));
  await page.goto(`/graphs/${id}/compare`);
  await expect(page.getByText("There is no layout to compare with yet")).toBeVisible();
  for (const [name, x] of [
    ["Wide", 300],
    ["Same as uploaded", 80],
  ] as const) {
    const positions_json = { LRP6: { x: 0, y: 0 }, CTNNB1: { x, y: 60 }, AXIN2: { x: x * 2, y: 0 } };
    const data = { name, positions_json };
    const saved = await page.request.post(`/api/v1/graphs/${id}/layouts/`, { data, headers: origin(page) });
    expect(saved.status()).toBe(201);
  }
  await page.goto(`/graphs/${id}`);
  await page.getByRole("button", { name: "Wide" }).first().click();
  await page.getByRole("link", { name: "Compare layouts" }).click();
  const drawing = page.getByRole("img", { name: "From As uploaded to Wide. 2 of 3 nodes are elsewhere." });
  await expect(drawing).toBeVisible();
  await expect(page.getByRole("region", { name: "What moved" }).getByRole("listitem")).toHaveText([
    "AXIN2by 440",
    "CTNNB1by 220",
  ]);
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
  await page.getByRole("combobox", { name: "To", exact: true }).selectOption({ label: "Same as uploaded" });
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByText("No node moved.")).toBeVisible();
  await page.getByRole("link", { name: "Swap the two" }).click();
  await expect(page.getByRole("combobox", { name: "From", exact: true })).toHaveValue(/[1-9]/);
  expect((await page.request.get(`/graphs/${id + 100_000}/compare`)).status()).toBe(404);
});

test("every page × role: what one may not see is not there, by status and by name", async ({
  as,
  playwright,
  baseURL,
}) => {
  const [ana, bo, chen, admin] = [await as("ana"), await as("bo"), await as("chen"), await as("admin")];
  const anonymous = await playwright.request.newContext({ baseURL });
  // Ana owns, Bo is in the group that holds it, Chen is not.
  const name = fresh("Unpublished network");
  const id = await upload(ana, name);
  const headers = origin(ana);
  const { groups } = await (
    await ana.request.get("/api/v1/groups/?member_email=ana@example.org&name=Yeast Atlas")
  ).json();
  const [{ id: group, invite_code: code }] = groups as [{ id: number; invite_code: string }];
  await ana.request.post(`/api/v1/graphs/${id}/groups`, { data: { group_id: group }, headers });
  const [hidden, shared] = await Promise.all(
    [0, 1].map(async (is_shared) => {
      const data = { name: `${name} layout ${is_shared}`, is_shared };
      return (await (await ana.request.post(`/api/v1/graphs/${id}/layouts/`, { data, headers })).json()).id as number;
    }),
  );
  type Statuses = [anonymous: number, owner: number, member: number, other: number, admin: number];
  const readers: Statuses = [307, 200, 200, 404, 200];
  const everybody: Statuses = [307, 200, 200, 200, 200];
  const pages: [path: string, statuses: Statuses, told: string][] = [
    ["/graphs", everybody, name],
    ["/graphs?view=shared", everybody, name],
    ["/graphs?view=public", everybody, name],
    [`/graphs?q=${encodeURIComponent(name)}&view=public`, everybody, `>${name}`],
    [`/graphs/${id}`, readers, name],
    [`/graphs/${id}?user_layout=${shared}`, readers, name],
    [`/graphs/${id}?user_layout=${hidden}`, readers, `${name} layout 0`],
    [`/graphs/${id}/compare?to=${shared}`, readers, name],
    [`/graphs/${id}/compare?to=${hidden}`, readers, `${name} layout 0`],
    ["/groups", everybody, "Yeast Atlas"],
    [`/groups/${group}`, readers, name],
    [`/groups/${group}/join?code=wrong`, everybody, "Join Yeast Atlas"],
    [`/groups/${group}/join?code=${code}`, everybody, name],
    ["/graphs/2000000000", [307, 404, 404, 404, 404], name],
    ["/graphs/1e9", [307, 404, 404, 404, 404], name],
    ["/groups/-1", [307, 404, 404, 404, 404], name],
  ];
  const clients = [anonymous, ana.request, bo.request, chen.request, admin.request];
  for (const [path, statuses, told] of pages)
    for (const [index, client] of clients.entries()) {
      const answer = await client.get(path, { maxRedirects: 0 });
      const role = ["anonymous", "owner", "member", "other", "admin"][index];
      expect([path, role, answer.status()]).toEqual([path, role, statuses[index]]);
      const secret = role === "anonymous" || role === "other" || (role === "member" && told.endsWith("layout 0"));
      if (secret) expect([path, role, (await answer.text()).includes(told)]).toEqual([path, role, false]);
    }
  await anonymous.dispose();
});

test("a group is made, joined by its link, and left", async ({ as }) => {
  const [ana, chen] = [await as("ana"), await as("chen")];
  const name = fresh("Signal Club");
  await ana.goto("/groups");
  await ana.getByRole("button", { name: "New group" }).click();
  await expect(ana.getByRole("dialog").getByLabel("Name")).toBeFocused();
  await ana.getByLabel("Name").fill(name);
  await ana.getByRole("button", { name: "Create" }).click();
  await expect(ana.getByRole("heading", { level: 1, name })).toBeVisible();
  await ana.getByRole("button", { name: "Invite" }).click();
  const link = await ana.getByLabel("Invite link").inputValue();
  const { pathname, search } = new URL(link);
  await chen.goto(pathname + search);
  await chen.getByRole("button", { name: "Join" }).click();
  await expect(chen.getByRole("heading", { level: 1, name })).toBeVisible();
  await chen.getByRole("button", { name: `More about ${name}` }).click();
  await chen.getByRole("menuitem", { name: "Leave the group" }).click();
  await chen.getByRole("button", { name: "Leave", exact: true }).click();
  await expect(chen).toHaveURL(/\/groups$/);
  expect((await chen.request.get(new URL(link).pathname.replace("/join/", ""))).status()).toBe(404);
});

test("hostile names, popups and styles do nothing and reach nobody", async ({ as }) => {
  const page = await as("ana");
  const elsewhere: string[] = [];
  page.on("request", (request) => request.url().includes("evil.example") && elsewhere.push(request.url()));
  await page.addInitScript(() => Object.assign(window, { harmed: false }));
  const hostile = fresh('<img src=x onerror="harmed=true">');
  const popup =
    '<b>Bold</b><img src="https://evil.example/p.png" onerror="harmed=true"><script>harmed=true</script><a href="javascript:harmed=true">bad link</a><a href="https://example.org/">good link</a><svg onload="harmed=true">';
  const id = await upload(
    page,
    hostile,
    network([{ data: { id: "a", label: hostile, popup }, position: { x: 0, y: 0 } }]),
    {
      style_json: {
        style: [
          { selector: "node", style: { "background-image": "https://evil.example/n.png", content: "data(label)" } },
          { selector: "this is ((( no selector", style: { width: 1 } },
        ],
      },
      tags: [hostile],
    },
  );
  await page.goto(`/graphs/${id}`);
  await ready(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(hostile);
  await expect(page.getByText("This graph wants to load images from evil.example.")).toBeVisible();
  await page.getByLabel("Find a node").fill("a");
  const shown = page.getByRole("status").filter({ hasText: "Bold" });
  await expect(shown.getByRole("link", { name: "good link" })).toHaveAttribute("rel", /noopener/);
  await expect(shown.getByText("bad link")).toBeVisible();
  await expect(shown.getByRole("link", { name: "bad link" })).toHaveCount(0);
  await expect(shown.locator("img, script, svg")).toHaveCount(0);
  expect(elsewhere).toEqual([]);
  expect(await page.evaluate(() => (window as unknown as { harmed: boolean }).harmed)).toBe(false);
});

test("images from another server load only once allowed: this time, or always for this graph and this person", async ({
  as,
}) => {
  const seen: { url?: string; referer?: string; cookie?: string }[] = [];
  const pixel = Buffer.from("R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=", "base64");
  const elsewhere = createServer(({ url, headers: { referer, cookie } }, response) => {
    seen.push({ url, referer, cookie });
    response.writeHead(200, { "Content-Type": "image/gif" }).end(pixel);
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.2", resolve));
  const server = `http://127.0.0.2:${(elsewhere.address() as AddressInfo).port}`;
  try {
    const [ana, bo] = [await as("ana"), await as("bo")];
    const popup = `<b>Structure</b><img src="${server}/popup.gif" alt="fold">`;
    const graph = network([{ data: { id: "TP53", popup }, position: { x: 0, y: 0 } }]);
    const id = await upload(ana, fresh("Pictured network"), graph, {
      is_public: 1,
      style_json: { style: [{ selector: "node", style: { "background-image": `${server}/node.gif` } }] },
    });
    const look = async (page: Page) => {
      await ready(page);
      await page.getByLabel("Find a node").fill("TP53");
      await expect(page.getByRole("status").filter({ hasText: "Structure" })).toBeVisible();
    };
    const stop = (page: Page) => page.getByRole("button", { name: "Show no images from other servers" });
    const paths = () => [...new Set(seen.splice(0).map(({ url }) => url))].sort();

    await ana.goto(`/graphs/${id}`);
    await look(ana);
    await expect(ana.getByText(`wants to load images from ${server}`)).toBeVisible();
    await expectAccessible(ana);
    expect(seen).toEqual([]);

    await ana.getByRole("button", { name: "Show once" }).click();
    await expect(stop(ana)).toBeVisible();
    await look(ana);
    await expect(ana.getByRole("img", { name: "fold" })).toBeVisible();
    expect(seen.map(({ referer, cookie }) => [referer, cookie])).toEqual(seen.map(() => [undefined, undefined]));
    expect(paths()).toEqual(["/node.gif", "/popup.gif"]);
    await ana.context().clearCookies({ name: "graph-images" });
    await ana.reload();
    await look(ana);
    expect(seen).toEqual([]);

    await ana.getByRole("button", { name: "Always for this graph" }).click();
    await expect(stop(ana)).toBeVisible();
    await expect.poll(paths).toEqual(["/node.gif"]);
    // Coming from another page, whose document may load nothing from there, loads a new one.
    await ana.goto("/graphs");
    await ana
      .getByRole("link", { name: /^Pictured network/ })
      .first()
      .click();
    await expect(stop(ana)).toBeVisible();
    await expect.poll(() => seen.length).toBeGreaterThan(0);
    seen.length = 0;

    await bo.goto(`/graphs/${id}`);
    await look(bo);
    expect(seen).toEqual([]);

    await stop(ana).click();
    await expect(ana.getByRole("button", { name: "Show once" })).toBeVisible();
    seen.length = 0;
    await ana.reload();
    await look(ana);
    expect(seen).toEqual([]);
  } finally {
    elsewhere.close();
  }
});

test("6,000 elements are there in seconds and move smoothly", async ({ as }) => {
  const page = await as("ana");
  const nodes = Array.from({ length: 3000 }, (_, n) => ({
    data: { id: `n${n}` },
    position: { x: (n % 60) * 40, y: Math.floor(n / 60) * 40 },
  }));
  const edges = Array.from({ length: 3000 }, (_, n) => ({
    data: { source: `n${n}`, target: `n${(n * 7 + 1) % 3000}` },
  }));
  const started = Date.now();
  const id = await upload(page, fresh("Large network"), network(nodes, edges));
  await page.goto(`/graphs/${id}`);
  await ready(page);
  expect(Date.now() - started).toBeLessThan(20_000);
  const box = await canvas(page).boundingBox();
  if (!box) throw new Error("no canvas");
  await page.mouse.move(box.x + 300, box.y + 300);
  const { idle, frames } = await page.evaluate(async () => {
    const target = document.querySelector('[data-testid="graph-canvas"] canvas') as HTMLElement;
    const frames: number[] = [];
    const idle: number[] = [];
    const frame = async (into: number[]) => {
      const started = performance.now();
      await new Promise(requestAnimationFrame);
      into.push(performance.now() - started);
    };
    for (let step = 0; step < 60; step++) await frame(idle);
    for (let step = 0; step < 60; step++) {
      const where = { clientX: 300, clientY: 300, bubbles: true };
      target.dispatchEvent(new WheelEvent("wheel", { deltaY: step % 2 ? 40 : -40, ...where }));
      await frame(frames);
    }
    const sorted = (some: number[]) => some.sort((one, other) => one - other);
    return { idle: sorted(idle), frames: sorted(frames) };
  });
  // Drawn without a graphics card, beside other tests: as many frames as this machine has for a page that stands still,
  // or a third of them.
  expect(frames[30]).toBeLessThan(Math.max(50, 3 * (idle[30] as number)));
  expect(frames.at(-1)).toBeLessThan(1000);
});
