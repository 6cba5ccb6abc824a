import { expect, test } from "vitest";
import { z } from "zod";
import { plainIssue } from "./plain-issue";
import { resourceId } from "./resource";

const said = (schema: z.ZodType, value: unknown) => {
  const issue = schema.safeParse(value).error?.issues[0];
  return issue && plainIssue(issue);
};

test.each<[z.ZodType, unknown, string]>([
  [z.string(), undefined, "is missing"],
  [z.string(), 5, "must be text"],
  [z.object({}), [], "must be an object"],
  [z.array(z.string()), {}, "must be a list"],
  [z.enum(["a", "b"]), "c", "must be one of a, b"],
  [z.literal("1.0"), "0.3", "must be 1.0"],
  [z.string().min(1), "", "must not be empty"],
  [z.string().max(3), "abcd", "must be at most 3 characters"],
  [z.number().min(0), -1, "must be at least 0"],
  [z.array(z.number()).max(1), [1, 2], "must have at most 1"],
  [z.strictObject({}), { x: 1 }, "does not know x"],
  [z.iso.datetime({ offset: true }), "tomorrow", "must be a time with its zone, like 2026-11-01T09:00:00Z"],
  [z.uuid(), "junk", "must be a UUID"],
  [z.string().max(3, "is far too long"), "abcd", "is far too long"],
  [resourceId, "one", "must be a positive integer"],
  [resourceId, undefined, "is missing"],
  [resourceId, -1, "must be at least 1"],
])("what is wrong is said plainly (%#)", (schema, value, words) => {
  expect(said(schema, value)).toBe(words);
});
