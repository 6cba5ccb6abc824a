import { describe, expect, test } from "vitest";
import type { AudiencePart, IncomingAction } from "../contract/incoming-action";
import type { NotificationType } from "../contract/notification-types";
import { audienceOf } from "./audience-of";

const action = (more: Partial<IncomingAction>): IncomingAction => ({
  source: "/test",
  eventId: "1",
  verb: "graph.updated",
  actor: "ana@lab.org",
  resource: { type: "graph", id: 42, name: null, url: null },
  groups: [],
  affected: null,
  owner: null,
  message: null,
  changes: null,
  data: null,
  clientId: null,
  occurredAt: new Date(),
  form: "event",
  ...more,
});
const lab = [{ id: 7, name: "Wnt Lab" }];
const group = { type: "group", id: 7, name: null, url: null } as const;

const table: [name: string, on: NotificationType, more: Partial<IncomingAction>, parts: AudiencePart[]][] = [
  ["owner: the owner of the resource", "owner", {}, [{ type: "owner", who: "owner", named: null }]],
  [
    "owner: named, for a resource that is gone",
    "owner",
    { owner: "bo@lab.org" },
    [{ type: "owner", who: "owner", named: "bo@lab.org" }],
  ],
  [
    "group: members of the group it names",
    "group",
    { verb: "graph.shared", groups: lab },
    [{ type: "group", who: "members", groups: [7] }],
  ],
  [
    "group: what happens to a group happens in it",
    "group",
    { verb: "group.updated", resource: group },
    [{ type: "group", who: "members", groups: [7] }],
  ],
  [
    "group: the member added is told too",
    "group",
    { verb: "group.member_added", resource: group, groups: lab, affected: "bo@lab.org" },
    [
      { type: "group", who: "members", groups: [7] },
      { type: "group", who: "affected" },
    ],
  ],
  ["watching: watchers who may see it", "watching", {}, [{ type: "watching", who: "watchers", exempt: false }]],
  [
    "watching: a removal is exempt from access",
    "watching",
    { verb: "graph.unshared" },
    [{ type: "watching", who: "watchers", exempt: true }],
  ],
  [
    "a deletion also reaches those told before",
    "watching",
    { verb: "graph.deleted" },
    [
      { type: "watching", who: "watchers", exempt: true },
      { type: "watching", who: "told-before" },
    ],
  ],
  [
    "an original on owner also reaches watchers",
    "owner",
    { form: "original" },
    [
      { type: "owner", who: "owner", named: null },
      { type: "watching", who: "watchers", exempt: false },
    ],
  ],
  [
    "an original on group also reaches watchers",
    "group",
    { form: "original", groups: lab },
    [
      { type: "group", who: "members", groups: [7] },
      { type: "watching", who: "watchers", exempt: false },
    ],
  ],
];

describe("who should know", () => {
  test.each(table)("%s", (_, on, more, parts) => {
    expect(audienceOf(action(more), on).parts).toEqual(parts);
  });

  test("a delivery resolves its own type, an original's also watching", () => {
    expect(audienceOf(action({}), "group").types).toEqual(["group"]);
    expect(audienceOf(action({ form: "original" }), "group").types).toEqual(["group", "watching"]);
  });
});
