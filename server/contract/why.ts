import { z } from "zod";
import { notificationTypeNames } from "./notification-types";
import { resourceType } from "./resource";

const time = z.iso.datetime({ offset: true }).nullable();

/** Why a person has one notification, where it came from, and when each step happened. */
export const why = z.object({
  reasons: z.array(
    z.object({
      type: z.enum(notificationTypeNames),
      /** "you watch this graph" */
      text: z.string(),
      /** The rule of this type, in words. */
      rule: z.string(),
      /** What makes it true today; null where it no longer is. */
      evidence: z
        .object({
          kind: z.enum(["ownership", "membership", "watch"]),
          type: resourceType,
          id: z.string(),
          name: z.string(),
          since: time,
        })
        .nullable(),
      since: time,
    }),
  ),
  source: z.string(),
  eventId: z.string(),
  origins: z.array(z.object({ topic: z.string(), partition: z.number().int(), offset: z.string() })),
  /** `consumed`: the consumer took the message, however often it then had to try; `stored`: what stored it began. */
  times: z.object({ occurred: time, produced: time, consumed: time, stored: time, read: time, emailed: time }),
});
export type Why = z.infer<typeof why>;

/** What happened to a thing lately, and for each whether this person was told; by today's rules. */
export const whyNot = z.object({
  resource: z.object({ type: resourceType, id: z.string() }),
  events: z.array(
    z.object({
      id: z.string(),
      message: z.string(),
      occurredAt: z.iso.datetime(),
      told: z.boolean(),
      text: z.string(),
    }),
  ),
});
export type WhyNot = z.infer<typeof whyNot>;
