import { expect, test } from "vitest";
import { complete } from "./complete-query";

const known = { groups: ["Wnt Lab", "Yeast Atlas"], people: ["bo@example.org"] };
const offers = (text: string) => complete(text, text.length, known).map(({ label }) => label);

test("a word that begins like a key offers the key, with what it takes", () => {
  expect(offers("wnt i")).toEqual(["is:", "in:"]);
  expect(offers("")).toEqual([]);
  expect(complete("sin", 3, known)[0]).toMatchObject({ text: "since:", caret: 6 });
});

test("after the colon come the values, quoted where they must be", () => {
  expect(offers("in:")).toEqual(['in:"Wnt Lab"', 'in:"Yeast Atlas"']);
  expect(offers('in:"Wnt L')).toEqual(['in:"Wnt Lab"']);
  expect(offers("-type:wa")).toEqual(["-type:watching"]);
  expect(offers("from:b")).toEqual(["from:bo@example.org"]);
});

test("taking one leaves the rest of the text as it is, and the caret after it", () => {
  expect(complete("is:un wnt", 5, known)[0]).toEqual({
    label: "is:unread",
    hint: "",
    text: "is:unread wnt",
    caret: 10,
  });
});

test("nothing is offered in the middle of a word, or for what is complete", () => {
  expect(complete("is:unread", 4, known)).toEqual([]);
  expect(offers("is:unread")).toEqual([]);
  expect(offers("graph:4")).toEqual([]);
});
