import { exampleEvent } from "../examples";
import type { Operations } from "../operation";

export const producingOperations: Operations = {
  "POST /api/events/{topic}": {
    tag: "Producing",
    summary: "Send events",
    description:
      "One CloudEvent, up to 1,000 of them, or one of GraphSpace's own messages; at most 8 MB. All of it or nothing. " +
      "Sent twice, it is one. What only the database can tell ends as a dead letter.",
    who: "producer",
    body: {
      content: {
        "application/cloudevents+json": "DomainEvent",
        "application/cloudevents-batch+json": { list: "DomainEvent", most: 1000 },
        "application/json": "OriginalMessage",
      },
    },
    example: exampleEvent,
    status: 202,
    says: "It is in the outbox, which survives a crash.",
    answer: "AcceptedEvents",
    problems: {
      401: "The token is missing, wrong or revoked.",
      403: "The token is for another source, or for other types.",
      404: "There is no such topic.",
    },
  },
  "GET /api/settings/tokens": {
    tag: "Producing",
    summary: "List producers' tokens",
    who: "administrator",
    says: "All of them, revoked ones too; never the tokens themselves.",
    answer: "EventTokenList",
  },
  "POST /api/settings/tokens": {
    tag: "Producing",
    summary: "Make a producer's token",
    who: "administrator",
    body: "NewEventToken",
    example: { name: "Nightly pipeline", source: "/pipeline", types: ["graph.created", "graph.updated"] },
    status: 201,
    says: "The only place where the token itself is shown.",
    answer: "CreatedEventToken",
  },
  "DELETE /api/settings/tokens/{id}": {
    tag: "Producing",
    summary: "Revoke a producer's token",
    who: "administrator",
    status: 204,
    says: "It works no more.",
  },
};
