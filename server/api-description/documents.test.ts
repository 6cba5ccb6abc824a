import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { domainEvent } from "../contract/event";
import { originalMessage } from "../contract/original-message";
import { eventOf } from "../testing/messages";
import { asyncApi } from "./asyncapi";
import { exampleEvent, exampleOriginal } from "./examples";
import { messageSchema } from "./message-schemas";
import { openApi } from "./openapi";
import { operations } from "./operations";
import { schemas } from "./schemas";

const formats = addFormats as unknown as (to: Ajv | Ajv2020) => void;
const topics = { owner: "gs.owner", group: "group", watching: "watching" };
const address = "http://localhost:3000/api/schemas/event.json";

test("the OpenAPI document is valid OpenAPI 3.1, and every call has a name of its own", async () => {
  const document = openApi({ secure: true });
  const result = await new Validator().validate(structuredClone(document));
  expect(result.errors ?? []).toEqual([]);
  const names = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map((call) => (call as { operationId: string }).operationId),
  );
  expect(new Set(names).size).toBe(names.length);
});

test("the AsyncAPI document is valid AsyncAPI 3, and its topics have the names they have here", () => {
  const document = asyncApi({ topics });
  const at = createRequire(import.meta.url).resolve("@asyncapi/specs/schemas/3.0.0.json");
  const ajv = new Ajv({ strict: false, allErrors: true, meta: false, validateSchema: false });
  formats(ajv);
  const fits = ajv.compile(JSON.parse(readFileSync(at, "utf8")));
  expect(fits(document), ajv.errorsText(fits.errors)).toBe(true);
  expect(document.channels).toMatchObject({ owner: { address: "gs.owner" } });
});

test("every reference within the documents leads somewhere", () => {
  for (const document of [openApi({ secure: true }), asyncApi({ topics }), messageSchema("event.json", address)]) {
    for (const [, to = ""] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      // biome-ignore lint/suspicious/noExplicitAny: walks any document
      const found = to.split("/").reduce((at: any, key) => at?.[key], document);
      expect(found, to).toBeDefined();
    }
  }
});

test.each(Object.entries(operations).filter(([, { example }]) => example !== undefined))(
  "the example of %s is accepted",
  (_, { body, example }) => {
    const name = typeof body === "string" ? body : Object.values(body?.content ?? {})[0];
    expect(schemas[name as keyof typeof schemas].safeParse(example).error).toBeUndefined();
  },
);

test("the JSON Schema of the event says what the contract says", () => {
  const ajv = new Ajv2020({ strict: false });
  formats(ajv);
  const fits = ajv.compile(messageSchema("event.json", address) as object);
  const bad = [
    eventOf("graph.exploded", { id: 1 }),
    eventOf("graph.updated", { id: 0 }),
    eventOf("graph.updated", { id: "1x" }),
    eventOf("graph.updated", { id: 1 }, { actor: "x".repeat(300) }),
    eventOf("graph.updated", { id: 1 }, {}, { time: "yesterday" }),
    { ...exampleEvent, specversion: "0.3" },
  ];
  const good = [exampleEvent, eventOf("graph.updated", { id: "7" }), eventOf("group.deleted", { id: 7 }, { more: 1 })];
  for (const [events, expected] of [
    [bad, false],
    [good, true],
  ] as const)
    for (const event of events)
      expect([fits(event), domainEvent.safeParse(event).success], JSON.stringify(event)).toEqual([expected, expected]);
  const original = ajv.compile(messageSchema("original.json", address.replace("event", "original")) as object);
  expect([original(exampleOriginal), originalMessage.safeParse(exampleOriginal).success]).toEqual([true, true]);
});
