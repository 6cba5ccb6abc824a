import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";
import { file, fresh, network, origin, ready, three, unread, upload } from "./workspace-page";

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
