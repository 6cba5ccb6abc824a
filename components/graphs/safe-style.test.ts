import { expect, test } from "vitest";
import { safeStyle } from "./safe-style";

const one = (style: Record<string, unknown>) => safeStyle({ style: [{ selector: "node", style }] });

test.each([
  ["background-image", "https://evil.example/pixel.png"],
  ["background-image", "//evil.example/pixel.png"],
  ["background-image", "url(https://evil.example/pixel.png)"],
  ["background-image", "/graphs/1"],
  ["background-image", "javascript:alert(1)"],
  ["background-image", "data:text/html,<script>alert(1)</script>"],
  ["background-image", "data(photo)"],
  ["background-color", "url(https://evil.example/)"],
  ["label", "see https://evil.example"],
])("%s: %s is left out", (name, value) => {
  expect(one({ [name]: value, width: 40 })).toEqual({
    rules: [{ selector: "node", style: { width: 40 } }],
    refused: 1,
  });
});

test("what stays inside the page stays, in whichever of GraphSpace's shapes it was stored", () => {
  const style = {
    "background-image": "data:image/png;base64,AAAA",
    label: "data(name)",
    "background-color": "mapData(weight, 0, 10, white, red)",
  };
  const rule = { selector: "node", style };
  expect(safeStyle({ style: [rule] })).toEqual({ rules: [rule], refused: 0 });
  expect(safeStyle([rule]).rules).toEqual([rule]);
  expect(safeStyle([{ style: [{ selector: "node", css: style }] }]).rules).toEqual([rule]);
  for (const odd of [null, 7, "x", {}, { style: 3 }, { style: [null, { selector: 1 }] }])
    expect(safeStyle(odd)).toEqual({ rules: [], refused: 0 });
});
