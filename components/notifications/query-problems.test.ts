import { expect, test } from "vitest";
import { queryProblems } from "./query-problems";

const unknown = [{ key: "in" as const, value: "Wnt Lap", message: "You are in no group called Wnt Lap." }];

test("what cannot be read and what was not found stand under their words, in order", () => {
  expect(queryProblems('in:"Wnt Lap" form:ana', null, unknown)).toEqual([
    { start: 0, end: 12, message: "You are in no group called Wnt Lap." },
    { start: 13, end: 21, message: expect.stringContaining("There is no filter “form:”") },
  ]);
});

test("the word that is being typed is left in peace", () => {
  expect(queryProblems("form:ana", 8)).toEqual([]);
  expect(queryProblems("form:ana ", 9)).toHaveLength(1);
});

test("a name that is excluded, or no longer asked for, is no problem", () => {
  expect(queryProblems('-in:"Wnt Lap" in:"Wnt Lab"', null, unknown)).toEqual([]);
});
