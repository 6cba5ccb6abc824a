import { z } from "zod";
import type { Verb } from "./event";
import { personName, resourceId } from "./resource";

/**
 * A message of GraphSpace's own notification branch: no envelope, no id, ready-made text.
 * On `owner`, `owner_email` is the owner (null or missing: read from the database); on `group` it is the actor.
 */
export const originalMessage = z.looseObject({
  owner_email: personName.nullish(),
  message: z.string().min(1, "must not be empty").max(4096),
  resource: z.enum(["graph", "layout", "group", "group_member"]),
  resource_id: resourceId,
  type: z.enum(["create", "upload", "update", "delete", "share", "unshare", "add", "remove"]),
  group_id: resourceId.nullish(),
  group_ids: z.array(resourceId).max(1000).nullish(),
});
export type OriginalMessage = z.infer<typeof originalMessage>;

const verbsByResource: Record<OriginalMessage["resource"], Partial<Record<OriginalMessage["type"], Verb>>> = {
  graph: {
    create: "graph.created",
    upload: "graph.created",
    update: "graph.updated",
    delete: "graph.deleted",
    share: "graph.shared",
    unshare: "graph.unshared",
  },
  layout: {
    create: "layout.created",
    upload: "layout.created",
    update: "layout.updated",
    delete: "layout.deleted",
    share: "layout.shared",
    unshare: "layout.unshared",
  },
  group: {
    create: "group.created",
    upload: "group.created",
    update: "group.updated",
    delete: "group.deleted",
  },
  group_member: { add: "group.member_added", remove: "group.member_removed" },
};

/** The verb of an original message; undefined where GraphSpace never sends that pair. */
export const verbOfOriginal = (message: Pick<OriginalMessage, "resource" | "type">): Verb | undefined =>
  verbsByResource[message.resource][message.type];
