import { type JsonSchema, jsonSchemas } from "./schemas";

/** The messages of the topics, each as a JSON Schema 2020-12 of its own, at a stable address. Pure. */
export function messageSchema(name: string, address: string): JsonSchema | undefined {
  const all = jsonSchemas("#/$defs/");
  const meta = { $schema: "https://json-schema.org/draft/2020-12/schema" as const, $id: address };
  if (name === "original.json")
    return { ...meta, title: "A message of GraphSpace's own notification branch", ...all.OriginalMessage };
  if (name !== "event.json") return undefined;
  const $defs = { EventData: all.EventData, Changes: all.Changes };
  return { ...meta, title: "A CloudEvent about a graph, a layout or a group", ...all.DomainEvent, $defs };
}
