import { expect, test } from "vitest";
import { sampleNotification } from "./sample-notification.test-data";
import { belongs, chipsOn, inGroup, placeOf, pressChip, readable, searchedWords } from "./views";

test("chips mirror the query, and pressing one changes only its own term", () => {
  expect([...chipsOn('in:"Wnt Lab" catenin')]).toEqual(["all"]);
  expect(pressChip('in:"Wnt Lab" catenin', "unread")).toBe('in:"Wnt Lab" is:unread catenin');
  expect([...chipsOn('in:"Wnt Lab" is:unread type:owner catenin')]).toEqual(["unread", "owner"]);
  expect([...chipsOn("is:Unread")]).toEqual(["unread"]);
  expect(pressChip('in:"Wnt Lab" is:Unread catenin', "unread")).toBe('in:"Wnt Lab" catenin');
  expect(pressChip('is:unread type:group type:owner -type:watching "β cat"', "all")).toBe('-type:watching "β cat"');
});

test("an excluded type is no chip", () => {
  expect([...chipsOn("-type:group")]).toEqual(["all"]);
});

test("a group's name is quoted where it must be", () => {
  expect(inGroup("Wnt Lab")).toBe('in:"Wnt Lab"');
  expect(inGroup("Yeast")).toBe("in:Yeast");
});

test("a query looks at one place: the Inbox unless it says otherwise", () => {
  expect(placeOf("")).toBe("inbox");
  expect(placeOf("is:unread type:group")).toBe("inbox");
  expect(placeOf("is:archived wnt")).toBe("archived");
  expect(placeOf("is:all")).toBe("all");
});

test("what is archived or snoozed leaves the Inbox; what is read stays", () => {
  expect(belongs(sampleNotification({ read: true }), "inbox")).toBe(true);
  expect(belongs(sampleNotification({ archived: true }), "inbox")).toBe(false);
  expect(belongs(sampleNotification({ snoozedUntil: "2026-11-30T08:00:00Z" }), "inbox")).toBe(false);
  expect(belongs(sampleNotification({ archived: true }), "archived")).toBe(true);
  expect(belongs(sampleNotification({ archived: true }), "all")).toBe(true);
});

test("only words are marked, and what cannot be read is left out of the search", () => {
  expect(searchedWords('is:unread wnt -draft "beta catenin"')).toBe('wnt -draft "beta catenin"');
  expect(readable("is:unread form:ana wnt is:old since:soon")).toBe("is:unread wnt");
});
