import { createEventToken } from "../identity/create-event-token";
import { takeSnapshot } from "../inbox/snapshot";
import type { Runtime } from "../runtime";
import { addNotification } from "./notifications";
import { addGraph, addGroup, addLayout, addPeople } from "./people";
import { signInAs } from "./sign-in-as";

/** The five who try every door. */
export const roles = ["anonymous", "owner", "other", "removed", "admin"] as const;
export type Role = (typeof roles)[number];

/** What nobody but the owner (and an administrator, of GraphSpace's own things) may ever read. */
export const secretName = "Unpublished β-catenin";

let worlds = 0;

/**
 * A small world around one owner: a private graph shared with a group, a notification about it that the owner and
 * a member got, whom the group then lost; the owner's device, filter, undo token; an event token.
 */
export async function makeWorld(runtime: Runtime) {
  const { db } = runtime;
  const names = roles.filter((role) => role !== "anonymous").map((role) => `${role}${++worlds}@lab.org`);
  const [owner = "", other = "", removed = "", admin = ""] = names;
  const [ownerId = 0, , removedId = 0, adminId = 0] = await addPeople(db, ...names);
  await db.sql`update public."user" set is_admin = 1 where id = ${adminId}`;
  const group = await addGroup(db, `Lab ${worlds}`, owner, removed);
  const graph = await addGraph(db, secretName, owner, { groups: [group] });
  const layout = await addLayout(db, "Circle", owner, graph, true);
  const notification = await addNotification(db, {
    resource: { type: "graph", id: graph, name: secretName },
    group: { id: group, name: `Lab ${worlds}` },
    to: { [ownerId]: ["owner"], [removedId]: ["group"] },
  });
  await db.sql`delete from public.group_to_user where user_id = ${removedId}`;
  const [{ token: undoToken }] = await db.sql<[{ token: string }]>`
    insert into notification.undo (user_id, action, changed)
    values (${ownerId}, '{"read":true}', '{"patch":{"read":true},"at":"2026-01-01T00:00:00Z","rows":[]}') returning token`;
  const [{ id: filter }] = await db.sql<[{ id: string }]>`
    insert into notification.saved_filter (user_id, name, query)
    values (${ownerId}, ${secretName}, 'is:unread') returning id`;
  const { id: eventToken } = await createEventToken(runtime, { name: "Pipeline", source: "/pipeline", types: ["*"] });
  const [{ id: deadLetter }] = await db.sql<[{ id: string }]>`
    insert into notification.dead_letter (cluster_id, topic, partition, "offset", message_at, value, reason)
    values ('test', 'owner', 0, ${worlds}, 0, ${Buffer.from(JSON.stringify(secretName))}, 'is not an object') returning id`;
  const [{ id: mail }] = await db.sql<[{ id: string }]>`
    insert into notification.digest (user_id, address, message_id, status)
    values (${adminId}, ${admin}, ${`<${worlds}@test>`}, 'unknown') returning id`;
  await db.sql`insert into auth.feed_link (user_id, token_hash) values (${ownerId}, ${`of ${owner}`})`;
  await signInAs(runtime, owner);
  const [{ id: device }] = await db.sql<[{ id: string }]>`select id from auth.session where user_id = ${ownerId}`;
  const people: Record<Exclude<Role, "anonymous">, string> = { owner, other, removed, admin };
  return {
    ownerId,
    people,
    group,
    graph,
    layout,
    notification,
    undoToken,
    filter,
    eventToken,
    device,
    deadLetter,
    mail,
    snapshot: await db.within((sql) => takeSnapshot(sql)),
    /** A fresh session of one of them, as the browser would send it. */
    cookieOf: async (role: Role) => (role === "anonymous" ? undefined : signInAs(runtime, people[role])),
  };
}
export type World = Awaited<ReturnType<typeof makeWorld>>;
