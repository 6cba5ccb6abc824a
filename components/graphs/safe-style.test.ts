import { expect, test } from "vitest";
import { safeStyle } from "./safe-style";
import { wantedImages } from "./wanted-images";

const one = (style: Record<string, unknown>, mayLoad?: (origin: string) => boolean) => {
  const { rules, refused } = safeStyle({ style: [{ selector: "node", style }] }, mayLoad);
  return { style: rules[0]?.style, refused };
};
const inline = "data:image/png;base64,AAAA";

test.each([
  ["background-image", "/graphs/1"],
  ["background-image", "javascript:alert(1)"],
  ["background-image", "data:text/html,<script>alert(1)</script>"],
  ["background-image", 7],
  ["background-color", "url(https://evil.example/)"],
  ["label", "see https://evil.example"],
])("%s: %s is left out, whatever is allowed", (name, value) => {
  expect(one({ [name]: value, width: 40 }, () => true)).toEqual({ style: { width: 40 }, refused: 1 });
});

test.each(["https://other.example/pixel.png", "//other.example/pixel.png", "url('https://other.example/pixel.png')"])(
  "the picture %s waits until its server is allowed",
  (picture) => {
    for (const name of ["background-image", "backgroundImage"]) {
      expect(one({ [name]: picture })).toEqual({ style: {}, refused: 0 });
      expect(one({ [name]: picture }, (origin) => origin === "https://other.example").style).toEqual({
        [name]: ["https://other.example/pixel.png"],
        "background-image-crossorigin": "null",
      });
    }
  },
);

test("what is not allowed does not travel with what is, in one text or in a list", () => {
  const mayLoad = (origin: string) => origin === "https://other.example";
  const [allowed, not] = ["https://other.example/a.png", "https://evil.example/b.png"];
  for (const value of [`${inline} ${allowed} ${not}`, [inline, allowed, not]])
    expect(one({ "background-image": value }, mayLoad).style).toMatchObject({ "background-image": [inline, allowed] });
});

test("a picture that elements name themselves is asked for element by element", () => {
  const mayLoad = (origin: string) => origin === "https://other.example";
  const image = one({ "background-image": "data(photo)" }, mayLoad).style?.["background-image"] as (
    node: object,
  ) => unknown;
  const of = (photo: unknown) => image({ data: (field: string) => (field === "photo" ? photo : undefined) });
  expect(of("https://other.example/a.png")).toEqual(["https://other.example/a.png"]);
  for (const other of ["https://evil.example/a.png", "javascript:1", undefined, 7]) expect(of(other)).toBe("none");
});

test("what stays inside the page stays, in whichever of GraphSpace's shapes it was stored", () => {
  const style = {
    label: "data(name)",
    "background-color": "mapData(weight, 0, 10, white, red)",
    "background-image-containment": "over",
  };
  const rule = { selector: "node", style };
  expect(safeStyle({ style: [rule] })).toEqual({ rules: [rule], refused: 0 });
  expect(safeStyle([rule]).rules).toEqual([rule]);
  expect(safeStyle([{ style: [{ selector: "node", css: style }] }]).rules).toEqual([rule]);
  expect(one({ "background-image": inline }).style).toMatchObject({ "background-image": [inline] });
  for (const odd of [null, 7, "x", {}, { style: 3 }, { style: [null, { selector: 1 }] }])
    expect(safeStyle(odd)).toEqual({ rules: [], refused: 0 });
});

test("what a graph wants is asked for by server: its style, its elements, their popups, its description", () => {
  const data = { description: "<IMG alt=x src=https://a.example/1.png>" };
  const nodes = [
    { data: { id: "n", photo: "https://b.example/2.png", popup: `<img src="https://c.example/3.png"><img src='/x'>` } },
    { data: { id: "m", popup: "https://no.example/ is only a word" } },
  ];
  const style_json = {
    style: [
      { selector: "node", style: { "background-image": "data(photo)" } },
      { selector: "#n", style: { "background-image": ["https://d.example/4.png", "https://site.example/own.png"] } },
    ],
  };
  const graph = { graph_json: { elements: { nodes, edges: [] }, data }, style_json };
  expect(wantedImages(graph, "https://site.example").sort()).toEqual(
    ["a", "b", "c", "d"].map((name) => `https://${name}.example`),
  );
});

test("popups of thousands of unfinished images freeze nobody's page", () => {
  const nodes = Array.from({ length: 120 }, (_, id) => ({ data: { id: String(id), popup: "<img ".repeat(10_000) } }));
  const graph = { graph_json: { elements: { nodes, edges: [] }, data: {} }, style_json: {} };
  expect(wantedImages(graph, "https://site.example")).toEqual([]);
});
