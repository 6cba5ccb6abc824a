import { expect, test } from "vitest";
import { personalName } from "./account";

test.each(["Ana Novak", "Ñandú 🦩", "علي", "O’Neill-Čapek", "3"])("%s is a name", (name) => {
  expect(personalName.parse(name)).toBe(name);
});

test.each([
  ["", "nothing"],
  ["\u200b\u2060", "nothing that can be seen"],
  ["Ana\u202evovoN", "what turns the text after it around"],
  ["Ana\u2066", "an isolate that is left open"],
  ["Ana\ud800", "half a character"],
  ["Ana\nNovak", "a line break"],
])("%j is no name: %s", (name) => {
  expect(personalName.safeParse(name).success).toBe(false);
});
