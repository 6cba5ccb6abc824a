import { expect, test } from "vitest";
import { operations } from "../api-description/operations";
import { methodsOf } from "./refuse-wrong-method";

const methods = methodsOf(Object.keys(operations));

test("each path knows its methods, and HEAD and OPTIONS come with them", () => {
  expect(methods("/api/filters")).toEqual(["GET", "HEAD", "OPTIONS", "POST"]);
  expect(methods("/api/watches/graph/42/")).toEqual(["DELETE", "GET", "HEAD", "OPTIONS", "PUT"]);
});

test("a path without parameters goes before one that would fit", () => {
  expect(methods("/api/notifications/why-not")).toEqual(["GET", "HEAD", "OPTIONS"]);
  expect(methods("/api/notifications/42")).toContain("PATCH");
});

test("what is not described is left alone", () => {
  for (const path of ["/", "/api", "/api/notifications/42/more", "/api/openapiXjson", "/api/v1/graphs/"])
    expect(methods(path)).toBeUndefined();
});
