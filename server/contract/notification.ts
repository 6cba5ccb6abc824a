import { z } from "zod";
import { changes, verb } from "./event";
import { notificationTypeNames } from "./notification-types";
import { resourceType } from "./resource";

export { countCap } from "./count-cap";

const time = z.iso.datetime({ offset: true });

/** One action for one person, as the API and the socket give it. */
export const notification = z.object({
  /** Decimal string; for one person it names one notification. */
  id: z.string().regex(/^\d{1,19}$/),
  types: z.array(z.enum(notificationTypeNames)),
  verb,
  actor: z.object({ email: z.string(), name: z.string() }).nullable(),
  /** One plain sentence; an original message's own text as it came. */
  message: z.string(),
  /** The same sentence in parts, so that names can be bold and marked. */
  parts: z.array(z.object({ kind: z.enum(["actor", "person", "resource", "group", "text"]), text: z.string() })),
  resource: z.object({
    type: resourceType,
    id: z.string(),
    name: z.string(),
    url: z.string(),
    state: z.enum(["here", "gone"]),
  }),
  group: z.object({ id: z.string(), name: z.string() }).nullable(),
  changes: changes.nullable(),
  reasons: z.array(z.object({ type: z.enum(notificationTypeNames), text: z.string() })),
  /** The browser tab that caused it; that tab shows no toast. */
  clientId: z.string().nullable(),
  occurredAt: time,
  arrivedAt: time,
  read: z.boolean(),
  archived: z.boolean(),
  saved: z.boolean(),
  snoozedUntil: time.nullable(),
  wokenAt: time.nullable(),
  /** Grows with every change of state; clients drop what is older. */
  revision: z.number().int(),
});
export type Notification = z.infer<typeof notification>;

/** The part of a notification that a person changes. */
export const notificationState = notification
  .pick({
    id: true,
    types: true,
    read: true,
    archived: true,
    saved: true,
    snoozedUntil: true,
    wokenAt: true,
    revision: true,
  })
  .extend({ /** false once access was lost: drop the row */ visible: z.boolean() });
export type NotificationState = z.infer<typeof notificationState>;

/** Absolute numbers from the server, never a client-side increment. Capped at 100: shown as 99+. */
export const counts = z.object({
  unread: z.number().int(),
  inbox: z.number().int(),
  saved: z.number().int(),
  snoozed: z.number().int(),
  archived: z.number().int(),
  groups: z.record(z.string(), z.number().int()),
});
export type Counts = z.infer<typeof counts>;

/** Opaque: where a client stands. See docs/decisions on snapshot cursors. */
export const snapshotToken = z.string().min(1).max(4096);
