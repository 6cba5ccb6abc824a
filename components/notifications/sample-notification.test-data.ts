import type { Notification } from "@/server/contract/notification";

/** One notification for tests of components. */
export const sampleNotification = (more: Partial<Notification> = {}): Notification => ({
  id: "1",
  types: ["group"],
  verb: "graph.shared",
  actor: { email: "bo@example.org", name: "Bo Lindqvist" },
  message: "Bo Lindqvist shared Wnt",
  parts: [
    { kind: "actor", text: "Bo Lindqvist" },
    { kind: "text", text: " shared " },
    { kind: "resource", text: "Wnt" },
  ],
  resource: { type: "graph", id: "1", name: "Wnt", url: "/graphs/1", state: "here" },
  group: null,
  changes: null,
  reasons: [],
  clientId: null,
  occurredAt: "2026-11-22T10:00:00Z",
  arrivedAt: "2026-11-22T10:00:00Z",
  read: false,
  archived: false,
  saved: false,
  snoozedUntil: null,
  wokenAt: null,
  revision: 1,
  ...more,
});
