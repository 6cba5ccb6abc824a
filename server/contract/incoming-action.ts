import type { Changes, Verb } from "./event";
import type { NotificationType } from "./notification-types";
import type { ResourceRef } from "./resource";

/** What happened, once, whatever form the message had: a CloudEvent or one of GraphSpace's originals. */
export type IncomingAction = {
  /** Identity, together with `eventId`. */
  source: string;
  eventId: string;
  verb: Verb;
  /** Exact e-mail; someone outside or a robot is welcome. */
  actor: string | null;
  resource: ResourceRef & { name: string | null; url: string | null };
  /** The group it happened in; an original may name several. */
  groups: { id: number; name: string | null }[];
  /** The member added or removed: an exact e-mail, or a user id where an original names them so. */
  affected: string | number | null;
  /** Only believed where the resource is gone. */
  owner: string | null;
  /** Ready-made text of an original. */
  message: string | null;
  changes: Changes | null;
  /** Free extras, kept as they came. */
  data: Record<string, unknown> | null;
  clientId: string | null;
  occurredAt: Date;
  form: "event" | "original";
};

/** One part of an audience: whom to look up, and the type that it gives as reason. */
export type AudiencePart = { type: NotificationType } & (
  | { who: "owner"; named: string | null }
  | { who: "members"; groups: number[] }
  | { who: "affected" }
  /** `exempt` skips the access check: a removal reaches those who lost something. */
  | { who: "watchers"; exempt: boolean }
  /** Those told of the resource before, with the reasons they had; only where no audience was recorded. */
  | { who: "told-before" }
);

/** Who should know, as a specification: pure, before anybody is looked up. */
export type Audience = {
  parts: AudiencePart[];
  /** The types that this delivery resolves. */
  types: NotificationType[];
  /** A removal: an audience recorded when it happened replaces the parts of its type. */
  removal: boolean;
};
