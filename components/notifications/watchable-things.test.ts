import { expect, test } from "vitest";
import { testGraphId } from "@/server/contract/test-graph";
import { sampleNotification } from "./sample-notification.test-data";
import { groupOf, nameOf, watchableThings } from "./watchable-things";

const about = (id: string, more = {}) =>
  sampleNotification({ resource: { type: "graph", id, name: `Graph ${id}`, url: "", state: "here", ...more } });

test("several notifications about one thing are about one thing", () => {
  expect(watchableThings([about("1"), about("2"), about("1")])).toEqual([
    { type: "graph", id: "1", name: "Graph 1" },
    { type: "graph", id: "2", name: "Graph 2" },
  ]);
});

test("what is gone, and a test of one's set-up, can be neither watched nor muted", () => {
  expect(watchableThings([about("1", { state: "gone" }), about(String(testGraphId))])).toEqual([]);
});

test("a group is offered where all came through it, and it is not the thing itself", () => {
  const group = { id: "7", name: "Wnt Lab" };
  const shared = { ...about("1"), group };
  expect(groupOf([shared, shared])).toEqual({ type: "group", id: "7", name: "Wnt Lab" });
  expect(groupOf([shared, about("2")])).toBeNull();
  expect(groupOf([{ ...about("7", { type: "group" }), group }])).toBeNull();
});

test("many things are counted, one is named", () => {
  expect(nameOf(watchableThings([about("1")]))).toBe("Graph 1");
  expect(nameOf(watchableThings([about("1"), about("2")]))).toBe("2 graphs");
  expect(nameOf(watchableThings([about("1"), about("2", { type: "layout" })]))).toBe("2 things");
});
