import { z } from "zod";
import { counts, notification, notificationState, snapshotToken } from "./notification";

/** Server → client, by event name. Each brings the client to `snapshot`. */
export const socketMessages = {
  notifications: z.object({ notifications: z.array(notification), snapshot: snapshotToken }),
  state: z.object({ states: z.array(notificationState), snapshot: snapshotToken }),
  counts: z.object({ counts, snapshot: snapshotToken }),
  /** Too far behind, or another database: refetch. `erased`: the person deleted all they had, so keep nothing. */
  resync: z.object({ erased: z.boolean(), snapshot: snapshotToken }),
};
type Message<Name extends keyof typeof socketMessages> = z.infer<(typeof socketMessages)[Name]>;
export type ServerToClientEvents = {
  [Name in Exclude<keyof typeof socketMessages, "notifications">]: (message: Message<Name>) => void;
} & {
  /** Some ask to be acknowledged: how long it all took is measured by it. The asker is told where nobody answers. */
  notifications: (message: Message<"notifications">, reached?: (error?: Error | null) => void) => void;
};

export const resumeRequest = z.object({ snapshot: snapshotToken });
export type ResumeRequest = z.infer<typeof resumeRequest>;

export const resumeAnswer = z.union([
  z.object({
    notifications: z.array(notification),
    states: z.array(notificationState),
    counts,
    snapshot: snapshotToken,
  }),
  z.object({ resync: z.literal(true), erased: z.boolean(), counts, snapshot: snapshotToken }),
]);
export type ResumeAnswer = z.infer<typeof resumeAnswer>;

/** Client → server. */
export type ClientToServerEvents = {
  resume: (request: ResumeRequest, answer: (result: ResumeAnswer) => void) => void;
};

/** More changes than this, or a snapshot older than this, is answered with `resync`. */
export const maxResumeChanges = 500;
export const maxResumeAgeMs = 7 * 24 * 60 * 60 * 1000;
export const maxSocketMessageBytes = 64 * 1024;
