/**
 * The one registry of notification types. A new type is one entry here: its topic, its words and
 * who hears of it. The topic an event arrives on decides its type.
 */
export type AudienceRule =
  /** the owner of the resource, read from the database */
  | "resource-owner"
  /** members of `data.group`, minus the actor */
  | "group-members"
  /** `data.user`, the member added or removed, even when they did it themselves */
  | "affected-user"
  /** those who watch the resource (or, for a layout, its graph), minus the actor */
  | "watchers";

type NotificationTypeEntry = {
  /** Bit in `notification.reasons`; never reused. */
  bit: number;
  /** Kafka topic unless configured otherwise (`KAFKA_TOPIC_<NAME>`). */
  topic: string;
  /** Shown on the row's tag. */
  label: string;
  /** Shown in settings. */
  description: string;
  audience: readonly AudienceRule[];
};

export const notificationTypes = {
  owner: {
    bit: 1,
    topic: "owner",
    label: "Yours",
    description: "You created, uploaded, changed or deleted a graph, layout or group",
    audience: ["resource-owner"],
  },
  group: {
    bit: 2,
    topic: "group",
    label: "Group",
    description: "You joined or left a group, or a member shared or changed something in it",
    audience: ["group-members", "affected-user"],
  },
  watching: {
    bit: 4,
    topic: "watching",
    label: "Watching",
    description: "Something happened to a graph, layout or group that you watch",
    audience: ["watchers"],
  },
} as const satisfies Record<string, NotificationTypeEntry>;

export type NotificationType = keyof typeof notificationTypes;
export const notificationTypeNames = Object.keys(notificationTypes) as [NotificationType, ...NotificationType[]];

/** The reason bits of several types as one number. */
export const reasonBits = (types: Iterable<NotificationType>): number => {
  let bits = 0;
  for (const type of types) bits |= notificationTypes[type].bit;
  return bits;
};

/** The types in a set of reason bits, in registry order. */
export const typesOf = (bits: number): NotificationType[] =>
  (typesByBits[bits] ??= notificationTypeNames.filter((type) => (bits & notificationTypes[type].bit) !== 0));
const typesByBits: Record<number, NotificationType[]> = {};
