import type { SchemaName } from "./schemas";

export const tags = {
  Notifications: "The inbox: list, count, change, undo, explain.",
  Watching: "Watch or mute a graph, layout or group.",
  Settings: "What reaches you and how, saved filters, your own data.",
  Account: "Accounts, sessions and devices.",
  Producing: "Send events without a Kafka client.",
  Operations: "For those who run the server, and these documents.",
} as const;
export type Tag = keyof typeof tags;

export const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof methods)[number];

export type Parameter = {
  name: string;
  /** In the query unless the path holds it. */
  description: string;
  schema?: Record<string, unknown>;
  required?: boolean;
  /** May be given several times. */
  repeated?: boolean;
};

type Content = Record<string, SchemaName | { list: SchemaName; most: number } | "file">;

/** One call, told once: the OpenAPI document and the readable page are made of it. */
export type Operation = {
  tag: Tag;
  summary: string;
  description?: string;
  /** `person` a session or a host-signed token, `administrator` the same, `producer` an event token. */
  who: "anyone" | "person" | "administrator" | "producer";
  parameters?: Parameter[];
  body?: SchemaName | { content: Content };
  /** A body that works; tests send it through the contract. */
  example?: unknown;
  status?: number;
  says: string;
  /** JSON of this shape; several media types; nothing when left out. */
  answer?: SchemaName | { content: Content };
  /** Problems beyond those that follow from who, parameters and body. */
  problems?: Record<number, string>;
  /** Answers beside the usual one that have no body. */
  also?: Record<number, string>;
  /** Refusals that people see as a page instead of problem details. */
  pages?: Record<number, string>;
};

/** By method and path, like `GET /api/notifications/{id}`. */
export type Operations = Record<`${Method} /${string}`, Operation>;
