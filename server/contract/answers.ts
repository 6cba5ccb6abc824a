import { z } from "zod";
import { watchLevels } from "./api";
import { counts, notification } from "./notification";
import { resourceType } from "./resource";
import { savedFilter } from "./saved-filter";

// What the calls answer that no room above needs by name.

const time = z.iso.datetime();

export const undoAnswer = z.object({ affected: z.number().int(), counts });
export const seenAnswer = z.object({ seen: z.literal(true) });
export const openedAnswer = z.object({ affected: z.number().int() });

/** The absolute counts; with `filter=…` also how many match each, in the order asked. */
export const countsAnswer = counts.extend({
  filters: z.array(z.object({ filter: z.string(), count: z.number().int() })).optional(),
});

export const watch = z.object({
  type: resourceType,
  id: z.string(),
  /** null is the default: neither watched nor muted. */
  level: z.enum(watchLevels).nullable(),
  /** People who watch it. */
  watchers: z.number().int(),
});
export type Watch = z.infer<typeof watch>;

export const watchedThing = z.object({
  type: resourceType,
  id: z.string(),
  name: z.string(),
  level: z.enum(watchLevels),
  since: time,
});
export type WatchedThing = z.infer<typeof watchedThing>;
export const watchList = z.object({ watches: z.array(watchedThing) });

export const savedFilterList = z.object({ filters: z.array(savedFilter) });

export const testSent = z.object({ test: z.uuid() });
/** Where a test has come to; null while it is on its way. */
export const testArrival = z.object({
  arrival: z.object({ id: z.string(), storedAt: time, emailedAt: time.nullable() }).nullable(),
});
export type TestArrival = NonNullable<z.infer<typeof testArrival>["arrival"]>;

export const deletedNotifications = z.object({ deleted: z.number().int() });

/** Everything the system knows about a person. */
export const exportFile = z.looseObject({
  exportedAt: time,
  account: z.object({ email: z.string(), name: z.string(), administrator: z.boolean() }),
  notifications: z.array(notification),
});

export const acceptedEvents = z.object({ accepted: z.number().int() });

export const alive = z.object({ status: z.literal("ok") });
export const ready = z.object({
  status: z.enum(["ready", "not ready"]),
  /** What is not, by part. */
  reasons: z.record(z.string(), z.string()).optional(),
});
