import { z } from "zod";
import { picture } from "./picture";
import { displayName, personName, resourceId, resourceKey, resourceType, safeUrl } from "./resource";
import { removalVerbs, type Verb, verbs } from "./verbs";

export * from "./verbs";

export const verb = z.enum(verbs);

/** Verbs that change who may see what: access is checked again at once. */
export const accessVerbs: ReadonlySet<Verb> = new Set([
  ...removalVerbs,
  "graph.shared",
  "graph.updated",
  "graph.published",
  "layout.shared",
  "layout.updated",
  "group.member_added",
  "group.member_joined",
]);

/** A millisecond clock may differ between machines; a day may not. */
export const maxClockSkewMs = 24 * 60 * 60 * 1000;

/**
 * One list of elements that changed: `names` is capped by the producer, `total` is not. `ids` are of those named, where
 * they are other than the names; an edge's is `source:target`.
 */
export const changedElements = z.looseObject({
  total: z.number().int().min(0),
  names: z.array(z.string().max(256)).max(1000).optional(),
  ids: z.array(z.string().max(513)).max(1000).optional(),
});

/** What an update changed, with totals. Unknown extras are kept. */
export const changes = z.looseObject({
  nodesAdded: changedElements.optional(),
  nodesRemoved: changedElements.optional(),
  edgesAdded: changedElements.optional(),
  edgesRemoved: changedElements.optional(),
  nodesMoved: changedElements.optional(),
  tagsAdded: z.array(z.string().max(256)).max(1000).optional(),
  tagsRemoved: z.array(z.string().max(256)).max(1000).optional(),
  title: z.looseObject({ from: z.string().nullable(), to: z.string().nullable() }).optional(),
  style: z.boolean().optional(),
  /**
   * The network drawn, with what changed marked; of something new or shared, just what it looks like. Another
   * producer's extra of this name is left out, not refused.
   */
  picture: picture.optional().catch(undefined),
});
export type Changes = z.infer<typeof changes>;

export const eventData = z.looseObject({
  /** Who did it, by exact e-mail; someone outside or a robot is welcome. */
  actor: personName.nullish(),
  resource: z.looseObject({
    type: resourceType,
    id: resourceId,
    name: displayName.nullish(),
    url: safeUrl.nullish(),
  }),
  group: z.looseObject({ id: resourceId, name: displayName.nullish() }).nullish(),
  /** The member added or removed. */
  user: personName.nullish(),
  /** Only believed where the resource is gone from the database. */
  owner: personName.nullish(),
  tags: z.array(z.string().max(256)).max(1000).nullish(),
  changes: changes.nullish(),
});
export type EventData = z.infer<typeof eventData>;

/** A CloudEvents 1.0 event as this system reads it (https://github.com/cloudevents/spec, v1.0.2). */
export const domainEvent = z
  .looseObject({
    specversion: z.literal("1.0"),
    id: z.string().min(1).max(256, "must be at most 256 characters"),
    source: z.string().min(1).max(256, "must be at most 256 characters"),
    type: verb,
    subject: z.string().max(256).nullish(),
    time: z.iso.datetime({ offset: true, message: "must be an RFC 3339 time" }),
    datacontenttype: z.string().nullish(),
    /** The browser tab that caused it (extension attribute), so that it does not toast itself. */
    clientid: z.string().max(128).nullish(),
    data: eventData,
  })
  .superRefine((event, context) => {
    if (event.subject != null && event.subject !== resourceKey(event.data.resource))
      context.addIssue({ code: "custom", path: ["subject"], message: "must equal data.resource as type/id" });
    if (Date.parse(event.time) > Date.now() + maxClockSkewMs)
      context.addIssue({ code: "custom", path: ["time"], message: "must not be more than 24 hours ahead" });
    if (event.type.split(".")[0] !== event.data.resource.type)
      context.addIssue({
        code: "custom",
        path: ["data", "resource", "type"],
        message: `must fit the type ${event.type}`,
      });
  });
export type DomainEvent = z.infer<typeof domainEvent>;

/** GraphSpace's own workspace; no event token may claim it. */
export const workspaceSource = "/graphspace/workspace";

/** Largest message accepted, in bytes, and deepest nesting of its JSON. */
export const maxMessageBytes = 512 * 1024;
export const maxNesting = 32;
