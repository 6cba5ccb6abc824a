import {
  answer,
  button,
  chosen,
  clicked,
  dialog,
  inTurn,
  live,
  menu,
  type Stage,
  type State,
  told,
  toldInDialog,
} from "./stage";

const at = (name: string, path: string, reach: State["reach"] = live, more: Partial<State> = {}): State => ({
  name,
  as: "ana",
  path,
  reach,
  ...more,
});
const file = (content: string) => [{ name: "wnt.json", mimeType: "application/json", buffer: Buffer.from(content) }];
const network = async (stage: Stage) => {
  await live(stage);
  await stage.page.locator('[data-testid=graph-canvas][data-ready="true"]').waitFor();
};
const uploading = (content: string) => async (stage: Stage) => {
  await live(stage);
  await stage.page.getByLabel("Graph and style files").setInputFiles(file(content));
  await dialog(stage.page).waitFor();
};
const good = '{"elements":{"nodes":[{"data":{"id":"AXIN2"}}],"edges":[]}}';
const confirm =
  (name: string) =>
  ({ page }: Stage) =>
    dialog(page).getByRole("button", { name }).click();
const graphs = /\/api\/v1\/graphs\//;
const groups = /\/api\/v1\/groups\//;
const owned = { as: "bo" } as const;
const failing = { errors: /503/ };
/** One of their own. */
const firstGraph = async ({ page, url }: Stage) => {
  const { email } = await (await page.request.get(`${url}/api/auth/session`)).json();
  const answer = await page.request.get(`${url}/api/v1/graphs/?owner_email=${encodeURIComponent(email)}`);
  return `/graphs/${(await answer.json()).graphs[0].id}`;
};

/** Graphs and groups. */
export const workspace: State[] = [
  at("graphs", "/graphs"),
  at("graphs shared", "/graphs?view=shared"),
  at("graphs public", "/graphs?view=public"),
  at("graphs of one tag", "/graphs?view=shared&tag=wnt"),
  at("graphs, none found", "/graphs?q=nothing-like-this"),
  at("graphs of a newcomer", "/graphs", live, { as: "newcomer" }),
  at("graphs shared with a newcomer", "/graphs?view=shared", live, { as: "newcomer" }),
  at("graphs with the longest names", "/graphs", live, { as: "longest" }),
  at("graphs without scripts", "/graphs", async () => {}, { withoutScripts: true }),
  at("upload", "/graphs", uploading(good)),
  at(
    "upload of a file that is wrong",
    "/graphs",
    inTurn(uploading('{"elements":{"nodes":[{"data":{}}],"edges":[]}}'), toldInDialog),
  ),
  at("upload under way", "/graphs", inTurn(uploading(good), answer(graphs, "never"), confirm("Upload"))),
  at(
    "upload refused",
    "/graphs",
    inTurn(uploading(good), answer(graphs, 503), confirm("Upload"), toldInDialog),
    failing,
  ),
  at("a file over the page", "/graphs", async (stage) => {
    await live(stage);
    await stage.page.getByRole("heading", { level: 1 }).evaluate((heading) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["{}"], "wnt.json"));
      heading.dispatchEvent(new DragEvent("dragover", { bubbles: true, cancelable: true, dataTransfer }));
    });
    await stage.page.getByText("Drop a Cytoscape.js graph").waitFor();
  }),

  at("graph", "/graphs/1", network),
  at("graph of one's own", "/graphs/1", network, owned),
  at("graph without scripts", "/graphs/1", async () => {}, { withoutScripts: true }),
  {
    name: "graph with the longest names",
    as: "longest",
    path: firstGraph,
    reach: network,
  },
  at("graph, loading", "/graphs/1", live, { prepare: answer(/\/api\/v1\/graphs\/1$/, "never") }),
  at(
    "graph, failed",
    "/graphs/1",
    inTurn(live, ({ page }) => button(page, "Try again").waitFor({ timeout: 30_000 })),
    { prepare: answer(/\/api\/v1\/graphs\/1$/, 503), ...failing },
  ),
  at("graph watch menu", "/graphs/1", inTurn(network, clicked(/^(Watch|Watching|Muted)/, menu)), owned),
  at("graph layout menu", "/graphs/1", inTurn(network, clicked("More about Compartment view", menu)), owned),
  at(
    "graph layout renamed",
    "/graphs/1",
    inTurn(network, clicked("More about Compartment view", menu), ({ page }) =>
      page.getByRole("menuitem", { name: "Rename" }).click(),
    ),
    owned,
  ),
  at("graph, a node found", "/graphs/1", async (stage) => {
    await network(stage);
    await stage.page.getByLabel("Find a node").fill("AXIN2");
    await button(stage.page, "Move left").waitFor();
  }),
  at("graph edited", "/graphs/1", inTurn(network, clicked("Edit")), owned),
  at(
    "graph not saved",
    "/graphs/1",
    inTurn(network, clicked("Edit"), answer(graphs, 503), confirm("Save"), toldInDialog),
    {
      ...owned,
      ...failing,
    },
  ),
  at("graph deleted", "/graphs/1", inTurn(network, clicked("Delete this graph")), owned),
  at(
    "graph not deleted",
    "/graphs/1",
    inTurn(network, clicked("Delete this graph"), answer(graphs, 503), confirm("Delete"), toldInDialog),
    { ...owned, ...failing },
  ),
  at(
    "graph not published",
    "/graphs/1",
    inTurn(network, answer(graphs, 503), ({ page }) => page.getByRole("switch", { name: "Public" }).click(), told),
    { ...owned, ...failing },
  ),
  at("layouts compared", "/graphs/1/compare"),
  at("layouts compared, none yet", "/graphs/2/compare", live, owned),

  at("groups", "/groups"),
  at("groups of a newcomer", "/groups", live, { as: "newcomer" }),
  at("groups with the longest names", "/groups", live, { as: "longest" }),
  at("new group", "/groups", clicked("New group")),
  at(
    "new group refused",
    "/groups",
    inTurn(
      clicked("New group"),
      ({ page }) => page.getByLabel("Name").fill("Wnt Lab"),
      answer(groups, 503),
      confirm("Create"),
      toldInDialog,
    ),
    failing,
  ),
  at("group", "/groups/1"),
  at("group of others", "/groups/2"),
  at(
    "group with the longest names",
    "/groups",
    inTurn(live, async ({ page }) => {
      await page.getByRole("main").getByRole("link").first().click();
      await page.getByRole("heading", { name: "Members" }).waitFor();
    }),
    { as: "longest" },
  ),
  at("group menu", "/groups/1", clicked("More about Wnt Lab", menu)),
  at("group renamed", "/groups/1", chosen(/^More about/, "Rename or describe")),
  at("group deleted", "/groups/1", chosen(/^More about/, "Delete the group")),
  at("group left", "/groups/2", chosen(/^More about/, "Leave the group")),
  at(
    "a member not found",
    "/groups/1",
    async (stage) => {
      await live(stage);
      await stage.page.getByLabel("E-mail of the new member").fill("nobody@example.org");
      await button(stage.page, "Add").click();
      await told(stage);
    },
    { errors: /4\d\d/ },
  ),
  at("invite to a group", "/groups/1", clicked("Invite")),
  at("join a group", "/groups/1/join?code=demo-wnt-lab", live, { as: "newcomer" }),
  at("join a group by a wrong link", "/groups/1/join?code=wrong", live, { as: "newcomer" }),
];
