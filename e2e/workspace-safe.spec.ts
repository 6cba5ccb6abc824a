import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";
import { fresh, network, origin, ready, upload } from "./workspace-page";

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
