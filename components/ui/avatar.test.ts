import { expect, test } from "vitest";
import { initials } from "./avatar";

test.each([
  ["Bo Lindqvist", "BL"],
  ["Ana", "AN"],
  ["chen@example.org", "CH"],
  ["ana.novak@lab.org", "AN"],
  ["Anna Maria von Trapp", "AT"],
  ["β-catenin", "ΒC"],
  ["李 小龙", "李小"],
  ["🧬 Lab", "🧬L"],
  ["", "?"],
  ["@", "?"],
])("%j is shown as %s", (name, shown) => {
  expect(initials(name)).toBe(shown);
});
