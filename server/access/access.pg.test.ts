import { describe, expect, test } from "vitest";
import { reasonBits } from "../contract/notification-types";
import type { ResourceRef } from "../contract/resource";
import { addGraph, addGroup, addLayout, addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { readAccess, viewerColumns } from "./access-of";
import { notificationAccess } from "./notification-access";

const { db } = await testDatabase();
const [owner, member, stranger, admin] = (await addPeople(
  db,
  "owner@x.org",
  "member@x.org",
  "s@x.org",
  "root@x.org",
)) as [number, number, number, number];
await db.sql`update public."user" set is_admin = 1 where id = ${admin}`;
const groupOwner = (await addPeople(db, "lab@x.org"))[0] as number;
const group = await addGroup(db, "Lab", "lab@x.org", "member@x.org");
const otherGroup = await addGroup(db, "Other", "lab@x.org");
const hidden = await addGraph(db, "Private", "owner@x.org");
const shared = await addGraph(db, "Shared", "owner@x.org", { groups: [group] });
const open = await addGraph(db, "Open", "owner@x.org", { isPublic: true });
const drafts = {
  sharedOnHidden: await addLayout(db, "a", "member@x.org", hidden, true),
  sharedOnShared: await addLayout(db, "b", "owner@x.org", shared, true),
  ownOnShared: await addLayout(db, "c", "member@x.org", shared),
  sharedOnOpen: await addLayout(db, "d", "owner@x.org", open, true),
  ownOnOpen: await addLayout(db, "e", "owner@x.org", open),
};

const people = { owner, member, groupOwner, stranger, admin, nobody: null };
const matrix: [name: string, resource: ResourceRef, sees: (keyof typeof people)[]][] = [
  ["a private graph", { type: "graph", id: hidden }, ["owner", "admin"]],
  ["a graph shared with a group", { type: "graph", id: shared }, ["owner", "member", "groupOwner", "admin"]],
  ["a public graph", { type: "graph", id: open }, ["owner", "member", "groupOwner", "stranger", "admin", "nobody"]],
  // Its own author lost the graph, and with it the layout.
  ["a shared layout of a private graph", { type: "layout", id: drafts.sharedOnHidden }, ["owner", "admin"]],
  [
    "a shared layout of a shared graph",
    { type: "layout", id: drafts.sharedOnShared },
    ["owner", "member", "groupOwner", "admin"],
  ],
  ["somebody's own layout of a shared graph", { type: "layout", id: drafts.ownOnShared }, ["member", "admin"]],
  [
    "a shared layout of a public graph",
    { type: "layout", id: drafts.sharedOnOpen },
    ["owner", "member", "groupOwner", "stranger", "admin", "nobody"],
  ],
  ["somebody's own layout of a public graph", { type: "layout", id: drafts.ownOnOpen }, ["owner", "admin"]],
  ["a group", { type: "group", id: group }, ["member", "groupOwner", "admin"]],
];

describe("who sees what", () => {
  test.each(matrix)("%s", async (_, resource, sees) => {
    for (const [name, userId] of Object.entries(people))
      expect([name, await readAccess(db.sql, userId, resource)]).toEqual([
        name,
        sees.includes(name as keyof typeof people) ? "visible" : "forbidden",
      ]);
  });

  test.each(["graph", "layout", "group"] as const)("a %s that is not there is gone, for everyone", async (type) => {
    for (const userId of Object.values(people))
      expect(await readAccess(db.sql, userId, { type, id: 999_999 })).toBe("gone");
  });
});

describe("who still sees a notification", () => {
  const access = async (input: {
    userId: number;
    reasons: number;
    verb: string;
    groupId: number | null;
    resource?: ResourceRef;
  }) => {
    const [row] = await db.sql`
      select ${notificationAccess.each} as access, ${notificationAccess.viewer} as of_viewer,
        ${notificationAccess.joined} as of_joined
      from (select ${viewerColumns} from public."user" u where u.id = ${input.userId}) viewer,
        (select ${input.userId}::int as user_id, ${input.reasons}::smallint as reasons) n
          left join public."user" u on u.id = n.user_id,
        (select ${input.verb}::text as verb, ${input.groupId}::int as group_id, '{}'::int[] as group_ids,
          ${input.resource?.type ?? "graph"}::text as resource_type, ${input.resource?.id ?? shared}::int as resource_id) e`;
    expect([row?.of_viewer, row?.of_joined]).toEqual([row?.access, row?.access]);
    return row?.access;
  };
  test.each(matrix)("who hears of %s as its watcher is who sees it", async (_, resource, sees) => {
    for (const [name, userId] of Object.entries(people))
      if (userId !== null)
        expect([
          name,
          await access({ userId, reasons: reasonBits(["watching"]), verb: "graph.updated", groupId: null, resource }),
        ]).toEqual([name, sees.includes(name as keyof typeof people) ? "visible" : "forbidden"]);
  });

  const byGroup = { userId: member, reasons: reasonBits(["group"]), verb: "graph.shared" };

  test("one who is in the group sees it, also by another of their groups' graphs", async () => {
    expect(await access({ ...byGroup, groupId: group })).toBe("visible");
  });
  test("where the group is the only reason, those outside it do not, even when they see the graph", async () => {
    expect(await access({ ...byGroup, groupId: otherGroup })).toBe("forbidden");
  });
  test("a second reason is enough", async () => {
    expect(await access({ ...byGroup, groupId: otherGroup, reasons: reasonBits(["group", "watching"]) })).toBe(
      "visible",
    );
  });
  test("a group that is gone asks for no membership", async () => {
    expect(await access({ ...byGroup, groupId: 999_999 })).toBe("visible");
  });
  test("one who lost the graph does not see it", async () => {
    expect(
      await access({ userId: stranger, reasons: reasonBits(["watching"]), verb: "graph.updated", groupId: null }),
    ).toBe("forbidden");
  });
  test("removal notices reach those who lost something, and say that it is gone for them", async () => {
    for (const verb of ["graph.unshared", "graph.deleted", "layout.deleted", "group.member_removed", "group.deleted"]) {
      const removal = { reasons: reasonBits(["group"]), verb, groupId: otherGroup };
      expect(await access({ ...removal, userId: stranger })).toBe("gone");
      expect(await access({ ...removal, userId: owner })).toBe("visible");
    }
  });
});
