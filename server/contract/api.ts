import { z } from "zod";
import { counts, notification, snapshotToken } from "./notification";
import { isImageOrigin, maxImageOrigins } from "./remote-image";
import { personName } from "./resource";

/**
 * The list's parameters. `query` is one line of the query language (contract/query); every filter is its own
 * parameter too, repeated for alternatives, with a minus in front to exclude.
 */
export const listParameters = {
  query: "query",
  state: "is",
  type: "type",
  resource: "resource",
  verb: "verb",
  group: "in",
  actor: "from",
  since: "since",
  until: "until",
} as const;

export const maxPageSize = 100;
export const defaultPageSize = 25;

export const notificationPage = z.object({
  notifications: z.array(notification),
  /** Pass as `cursor` for the next page; null at the end. */
  nextCursor: z.string().nullable(),
  counts: z.object({ unread: z.number().int() }).loose(),
  snapshot: snapshotToken,
  /** The person's seen line: what arrived after it is new since they last looked. */
  seenThrough: z.string().nullable(),
  /** Why nothing was found, where the query names a group or a person that the viewer does not know. */
  unknown: z.array(z.object({ key: z.enum(["in", "from"]), value: z.string(), message: z.string() })).optional(),
  freshness: z.object({
    /** Seconds since the consumer last stored or had nothing to store; null: not known. */
    lagSeconds: z.number().nullable(),
    status: z.enum(["live", "behind", "unknown"]),
  }),
});
export type NotificationPage = z.infer<typeof notificationPage>;

const nonEmpty = (value: object) => Object.values(value).some((field) => field !== undefined);
export const notificationPatch = z
  .strictObject({
    read: z.boolean().optional(),
    archived: z.boolean().optional(),
    saved: z.boolean().optional(),
    snoozedUntil: z.iso.datetime({ offset: true }).nullable().optional(),
  })
  .refine(nonEmpty, "must change at least one of read, archived, saved, snoozedUntil");
export type NotificationPatch = z.infer<typeof notificationPatch>;

export const timeZone = z
  .string()
  .max(64)
  .refine((zone) => isTimeZone(zone), "must be an IANA time zone, like Europe/Berlin");

export const bulkActions = ["read", "unread", "archive", "unarchive", "save", "unsave", "snooze"] as const;
export const bulkRequest = z
  .strictObject({
    action: z.enum(bulkActions),
    /** Either the ids… */
    ids: z
      .array(z.string().regex(/^\d{1,18}$/, "must be a notification id"))
      .min(1)
      .max(10_000)
      .optional(),
    /** …or everything that matches a query, as far as the list's snapshot saw it. */
    query: z.string().max(2048).optional(),
    snapshot: snapshotToken.optional(),
    snoozedUntil: z.iso.datetime({ offset: true }).optional(),
    /** Where the query's days begin; UTC unless given. */
    timeZone: timeZone.optional(),
  })
  .superRefine((body, context) => {
    if ((body.ids === undefined) === (body.query === undefined))
      context.addIssue({ code: "custom", path: ["ids"], message: "give either ids or query" });
    if (body.query !== undefined && body.snapshot === undefined)
      context.addIssue({ code: "custom", path: ["snapshot"], message: "is required with query" });
    if ((body.action === "snooze") !== (body.snoozedUntil !== undefined))
      context.addIssue({ code: "custom", path: ["snoozedUntil"], message: "is required with snooze, and only there" });
  });
export type BulkRequest = z.infer<typeof bulkRequest>;
export const bulkAnswer = z.object({ affected: z.number().int(), counts, undoToken: z.string().nullable() });
export type BulkAnswer = z.infer<typeof bulkAnswer>;

export const undoRequest = z.strictObject({ undoToken: z.uuid() });
export const seenRequest = z.strictObject({ snapshot: snapshotToken });

export const watchLevels = ["watching", "muted"] as const;
export const watchRequest = z.strictObject({ level: z.enum(watchLevels) });
export type WatchLevel = (typeof watchLevels)[number];

/** Servers from which a graph may show its reader pictures, from now on or (`remember` false) once. */
export const imagesRequest = z.strictObject({
  origins: z
    .array(z.string().refine(isImageOrigin, "must be an origin, like https://example.org"))
    .min(1)
    .max(maxImageOrigins),
  remember: z.boolean(),
});

const channelSwitches = z.strictObject({
  inbox: z.boolean(),
  toast: z.boolean(),
  desktop: z.boolean(),
  email: z.boolean(),
});
const hour = z.number().int().min(0).max(23);
export const preferences = z.strictObject({
  channels: z.strictObject({ owner: channelSwitches, group: channelSwitches, watching: channelSwitches }),
  email: z.strictObject({
    cadence: z.enum(["off", "each", "hourly", "daily", "weekly"]),
    hour,
    /** 0 is Sunday. */
    weekday: z.number().int().min(0).max(6),
    timeZone,
    quietHours: z.strictObject({ from: hour, to: hour }).nullable(),
    /** On opting in: only what arrives from then on. Never in an answer. */
    onlyNew: z.boolean().optional(),
  }),
});
export type Preferences = z.infer<typeof preferences>;

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export const credentials = z.strictObject({ email: personName, password: z.string().min(1).max(1024) });
export const viewerAnswer = z.object({
  email: z.string(),
  name: z.string(),
  admin: z.boolean(),
});
export type ViewerAnswer = z.infer<typeof viewerAnswer>;
