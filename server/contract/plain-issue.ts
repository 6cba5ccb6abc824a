import type { z } from "zod";

const kinds: Record<string, string> = {
  string: "text",
  number: "a number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
};

const formats: Record<string, string> = {
  datetime: "must be a time with its zone, like 2026-11-01T09:00:00Z",
  uuid: "must be a UUID",
  email: "must be an e-mail address",
};

/**
 * What is wrong with a field, to be read after its name: "must be a number". Messages of our own are left as they
 * are; zod's are for programmers.
 */
export function plainIssue(given: { message: string; code?: string }): string {
  const { message } = given;
  if (message.endsWith("received undefined")) return "is missing";
  if (!/^(Invalid|Too|Unrecognized)/.test(message)) return message;
  const issue = given as z.core.$ZodIssue;
  switch (issue.code) {
    case "invalid_type":
      return `must be ${kinds[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `must be ${issue.values.length > 1 ? "one of " : ""}${issue.values.join(", ")}`;
    case "too_small":
      if (issue.origin === "string")
        return issue.minimum === 1 ? "must not be empty" : `is shorter than ${issue.minimum}`;
      return issue.origin === "number" || issue.origin === "int"
        ? `must be at least ${issue.minimum}`
        : `must have at least ${issue.minimum}`;
    case "too_big":
      return issue.origin === "string"
        ? `must be at most ${issue.maximum} characters`
        : `must ${issue.origin === "array" ? "have" : "be"} at most ${issue.maximum}`;
    case "invalid_format":
      return formats[issue.format] ?? `must be a valid ${issue.format}`;
    case "unrecognized_keys":
      return `does not know ${issue.keys.join(", ")}`;
    case "invalid_union": {
      // The last way to be right is the one that people mean.
      const ways = issue.errors;
      const last = ways.at(-1)?.[0];
      return ways.some((way) => way[0]?.message.endsWith("received undefined"))
        ? "is missing"
        : last
          ? plainIssue(last)
          : message;
    }
    default:
      return message;
  }
}
