import { expect, test } from "vitest";
import { verbs } from "./event";
import { type Action, because, describeAction, describeMany, reasonText, sentence, summarizeChanges } from "./wording";

const ana = { email: "ana@lab.org", name: "Ana Novak" };
const bo = { email: "bo@lab.org", name: "Bo Lindqvist" };
const fatou = { email: "fatou@lab.org", name: "Fatou Diop" };
const wnt = { name: "Wnt Lab" };
const graph = { type: "graph", name: "Wnt / β-catenin core" } as const;
const layout = { type: "layout", name: "Compartment view" } as const;
const group = { type: "group", name: "Wnt Lab" } as const;
const said = (action: Partial<Action> & Pick<Action, "verb" | "resource">) =>
  sentence(describeAction({ actor: bo, group: null, ...action }, ana.email));

test.each([
  [said({ verb: "graph.updated", resource: graph }), "Bo Lindqvist changed Wnt / β-catenin core"],
  [said({ verb: "graph.created", resource: graph, actor: ana }), "You uploaded Wnt / β-catenin core"],
  [
    said({ verb: "graph.shared", resource: graph, group: wnt }),
    "Bo Lindqvist shared Wnt / β-catenin core with Wnt Lab",
  ],
  [said({ verb: "graph.published", resource: graph }), "Bo Lindqvist made Wnt / β-catenin core public"],
  [said({ verb: "graph.deleted", resource: { type: "graph", name: "" } }), "Bo Lindqvist deleted a graph"],
  [said({ verb: "graph.updated", resource: graph, actor: null }), "Someone changed Wnt / β-catenin core"],
  [
    said({ verb: "layout.created", resource: layout, graphName: graph.name }),
    "Bo Lindqvist saved layout Compartment view on Wnt / β-catenin core",
  ],
  [
    said({ verb: "layout.shared", resource: layout, group: wnt }),
    "Bo Lindqvist shared layout Compartment view with Wnt Lab",
  ],
  [said({ verb: "group.member_joined", resource: group, actor: fatou, affected: fatou }), "Fatou Diop joined Wnt Lab"],
  [said({ verb: "group.member_added", resource: group, affected: ana }), "Bo Lindqvist added you to Wnt Lab"],
  [
    said({ verb: "group.member_removed", resource: group, affected: fatou }),
    "Bo Lindqvist removed Fatou Diop from Wnt Lab",
  ],
  [said({ verb: "group.member_removed", resource: group, affected: bo }), "Bo Lindqvist left Wnt Lab"],
  [said({ verb: "graph.created", resource: graph, message: "New graph Wnt uploaded." }), "New graph Wnt uploaded."],
])("%s", (words, expected) => expect(words).toBe(expected));

test("every verb has a sentence", () => {
  for (const verb of verbs) {
    const type = verb.split(".")[0] as "graph";
    expect(said({ verb, resource: { type, name: "X" }, group: wnt, affected: fatou })).toMatch(
      /^(Bo Lindqvist|Fatou Diop) .+/,
    );
  }
});

test("several of one kind are one sentence", () => {
  const many = (verb: Action["verb"], type: "graph" | "layout") =>
    sentence(describeMany({ verb, actor: bo, resource: { type, name: "X" }, group: wnt }, 5, ana.email));
  expect(many("graph.shared", "graph")).toBe("Bo Lindqvist shared 5 graphs with Wnt Lab");
  expect(many("layout.created", "layout")).toBe("Bo Lindqvist saved 5 layouts");
});

test("reasons are told as one sentence", () => {
  const action: Action = { verb: "graph.shared", actor: bo, resource: graph, group: wnt };
  const reasons = (["group", "watching"] as const).map((type) => ({ text: reasonText(type, action, ana.email) }));
  expect(because(reasons)).toBe("because you are in Wnt Lab and you watch this graph");
  const removed: Action = { verb: "group.member_removed", actor: bo, affected: ana, resource: group, group: wnt };
  expect(reasonText("group", removed, ana.email)).toBe("you were in Wnt Lab");
});

test("changes are summed up", () => {
  expect(summarizeChanges("graph.updated", { nodesAdded: { total: 2 }, nodesRemoved: { total: 1 } })).toEqual([
    "+2 nodes",
    "−1 node",
  ]);
  expect(summarizeChanges("graph.created", { nodesAdded: { total: 412 }, edgesAdded: { total: 1903 } })).toEqual([
    "412 nodes",
    "1,903 edges",
  ]);
  expect(summarizeChanges("layout.updated", { nodesMoved: { total: 14 } })).toEqual(["14 nodes moved"]);
  expect(
    summarizeChanges("graph.updated", {
      name: { from: "A", to: "B" },
      details: true,
      public: { from: true, to: false },
    }),
  ).toEqual(["new name", "new details", "now private"]);
});
