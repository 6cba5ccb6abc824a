import type { Operations } from "../operation";

const json = "application/json";

export const runningOperations: Operations = {
  "GET /healthz": {
    tag: "Operations",
    summary: "Does the process live",
    who: "anyone",
    says: "It does.",
    answer: "Alive",
  },
  "GET /readyz": {
    tag: "Operations",
    summary: "Can its parts work",
    who: "anyone",
    says: "They can; 503 with the reasons otherwise.",
    answer: "Ready",
  },
  "GET /metrics": {
    tag: "Operations",
    summary: "Metrics for Prometheus",
    description: "To the machine itself and its own network; not found for others.",
    who: "anyone",
    says: "Prometheus text.",
    answer: { content: { "text/plain": "file" } },
    problems: { 404: "You are not near." },
  },
  "GET /api/openapi.json": {
    tag: "Operations",
    summary: "This document",
    who: "anyone",
    says: "OpenAPI 3.1.",
    answer: { content: { [json]: "file" } },
  },
  "GET /api/asyncapi.json": {
    tag: "Operations",
    summary: "Topics and socket events",
    who: "anyone",
    says: "AsyncAPI 3.",
    answer: { content: { [json]: "file" } },
  },
  "GET /api/schemas/{name}": {
    tag: "Operations",
    summary: "JSON Schema of a message",
    description: "`event.json` is the CloudEvent, `original.json` GraphSpace's own message.",
    who: "anyone",
    says: "JSON Schema 2020-12.",
    answer: { content: { "application/schema+json": "file" } },
  },
};
