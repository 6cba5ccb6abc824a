import { z } from "zod";
import { type Counts, type Notification, type NotificationState, snapshotToken } from "./notification";

/** Server → client. Each brings the client to `snapshot`. */
export type ServerToClientEvents = {
  notifications: (batch: { notifications: Notification[]; snapshot: string }) => void;
  state: (batch: { states: NotificationState[]; snapshot: string }) => void;
  counts: (batch: { counts: Counts; snapshot: string }) => void;
  /** Too far behind, or another database: refetch. */
  resync: (at: { snapshot: string }) => void;
};

export const resumeRequest = z.object({ snapshot: snapshotToken });
export type ResumeRequest = z.infer<typeof resumeRequest>;

export type ResumeAnswer =
  | { notifications: Notification[]; states: NotificationState[]; counts: Counts; snapshot: string }
  | { resync: true; counts: Counts; snapshot: string };

/** Client → server. */
export type ClientToServerEvents = {
  resume: (request: ResumeRequest, answer: (result: ResumeAnswer) => void) => void;
};

/** More changes than this, or a snapshot older than this, is answered with `resync`. */
export const maxResumeChanges = 500;
export const maxResumeAgeMs = 7 * 24 * 60 * 60 * 1000;
export const maxSocketMessageBytes = 64 * 1024;
