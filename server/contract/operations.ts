import { z } from "zod";

// What administrators see of the running system, and do by hand.

const time = z.iso.datetime();
const count = z.number().int().min(0);

/** The worst of a part decides what the page says of the whole. */
export const healthLevels = ["well", "look", "broken"] as const;
export const check = z.object({
  name: z.string(),
  level: z.enum(healthLevels),
  /** One plain sentence. */
  says: z.string(),
  /** Where to look, on this site. */
  at: z.string().nullable(),
});
export type Check = z.infer<typeof check>;

export const figureMinute = z.object({
  minute: time,
  events: count,
  notifications: count,
  deadLetters: count,
  /** Open sockets on all nodes; null where no node said. */
  sockets: count.nullable(),
  /** Messages not yet stored; null where no node said. */
  waiting: count.nullable(),
});
export type FigureMinute = z.infer<typeof figureMinute>;

export const latency = z.object({
  /** Upper bounds in seconds, and how many were within each and above the one before; the last has no bound. */
  buckets: z.array(z.object({ upTo: z.number().nullable(), count })),
  count,
  /** Seconds, from the buckets; null without any. */
  p50: z.number().nullable(),
  p99: z.number().nullable(),
});
export type Latency = z.infer<typeof latency>;

export const nodeState = z.object({
  name: z.string(),
  /** When it last reported. */
  seenAt: time,
  /** Share of the time in which its event loop works, 0 to 1; null where it did not say. */
  utilization: z.number().nullable(),
  /** Milliseconds at the 99th percentile. */
  delayMs: z.number().nullable(),
  sockets: count.nullable(),
});
export type NodeState = z.infer<typeof nodeState>;

export const health = z.object({
  at: time,
  level: z.enum(healthLevels),
  checks: z.array(check),
  /** The last 60 minutes, oldest first, none left out. */
  minutes: z.array(figureMinute),
  /** From produced to acknowledged by a browser, in those minutes. */
  latency,
  nodes: z.array(nodeState),
  sockets: count,
  /** Null while nobody knows: no node said, or the brokers are away. */
  waiting: count.nullable(),
  deadLetters: count,
});
export type Health = z.infer<typeof health>;

export const deadLetterStates = ["waiting", "replayed", "discarded"] as const;
/** What the list is asked for; unknown fields are refused. */
export const deadLetterFilter = z.strictObject({
  state: z.enum(deadLetterStates).optional(),
  /** The Kafka topic. */
  topic: z
    .string()
    .max(249)
    .refine((topic) => !topic.includes("\0"), "must not hold a NUL character")
    .optional(),
  /** Older than this one. */
  before: z
    .string()
    .regex(/^[1-9]\d{0,17}$/, "must be a dead letter's id")
    .optional(),
});
export type DeadLetterFilter = z.infer<typeof deadLetterFilter>;

export const deadLetter = z.object({
  id: z.string(),
  state: z.enum(deadLetterStates),
  topic: z.string(),
  partition: z.number().int(),
  offset: z.string(),
  /** What it fails on; empty: the message as a whole. */
  field: z.string(),
  reason: z.string(),
  receivedAt: time,
  bytes: count,
  /** How it begins, in characters that can be seen. */
  beginning: z.string(),
});
export type DeadLetter = z.infer<typeof deadLetter>;

export const deadLetterPage = z.object({
  deadLetters: z.array(deadLetter),
  /** Pass as `before` for older ones; null at the end. */
  nextBefore: z.string().nullable(),
  /** How many wait; 10,000 is "or more". */
  waiting: count,
});
export type DeadLetterPage = z.infer<typeof deadLetterPage>;

export const acts = ["replay", "discard", "resend", "dismiss", "release-hold", "dismiss-held"] as const;
export type Act = (typeof acts)[number];
export const operatorAct = z.object({
  at: time,
  /** The administrator's e-mail, or the command and the system's user. */
  by: z.string(),
  act: z.enum(acts),
  /** `dead-letter/12`, `mail/<id>` or `hold`. */
  subject: z.string(),
  /** What came of it, in numbers. */
  result: z.record(z.string(), z.number()),
});
export type OperatorAct = z.infer<typeof operatorAct>;

export const deadLetterDetail = deadLetter.extend({
  /** `embedded`, or the Kafka cluster's id. */
  cluster: z.string(),
  messageAt: time.nullable(),
  key: z.string().nullable(),
  headers: z.record(z.string(), z.string()),
  payload: z.object({
    /** `none` is a tombstone; `bytes` are shown as a hexadecimal dump. */
    form: z.enum(["json", "text", "bytes", "none"]),
    text: z.string(),
    /** Only its beginning is shown. */
    cut: z.boolean(),
  }),
  acts: z.array(operatorAct),
});
export type DeadLetterDetail = z.infer<typeof deadLetterDetail>;

export const replayRequest = z.strictObject({
  /** Says what would happen, by doing it in a transaction that is rolled back. */
  dryRun: z.boolean().default(false),
});

export const replayOutcome = z.object({
  /** Why it still cannot be processed; null where it can. Nothing is changed then. */
  refused: z.string().nullable(),
  /** New notifications. */
  notifications: count,
  /** Who gets them, by e-mail; the first 20. */
  people: z.array(z.string()),
  /** People whose next e-mail would tell of it. */
  mails: count,
});
export type ReplayOutcome = z.infer<typeof replayOutcome>;

export const mailAction = z.strictObject({ action: z.enum(["resend", "dismiss"]) });
export const holdAction = z.strictObject({ action: z.enum(["release", "dismiss"]) });
/** How many notifications are never mailed. */
export const holdEnded = z.object({ dismissed: count });
