import { notificationTypeNames, notificationTypes } from "../contract/notification-types";
import { exampleEvent, exampleOriginal } from "./examples";
import { jsonSchemas, type SchemaName } from "./schemas";

const place = "#/components/schemas/";
type Message = { name: string; title: string; contentType?: string; payload: SchemaName; example?: unknown };

const topicMessages: Record<string, Message> = {
  cloudEvent: {
    name: "cloudEvent",
    title: "A CloudEvent 1.0, structured",
    contentType: "application/cloudevents+json",
    payload: "DomainEvent",
    example: exampleEvent,
  },
  original: {
    name: "original",
    title: "A message of GraphSpace's own notification branch",
    payload: "OriginalMessage",
    example: exampleOriginal,
  },
};

/** What the server sends over a socket, and the one thing it is asked. */
export const socketEvents: Record<string, Message & { says: string }> = {
  notifications: {
    name: "notifications",
    title: "New notifications",
    payload: "SocketNotifications",
    says: "A batch of new ones; upsert by id.",
  },
  state: { name: "state", title: "States", payload: "SocketState", says: "What changed about some, by id." },
  counts: { name: "counts", title: "Counts", payload: "SocketCounts", says: "Absolute numbers." },
  resync: { name: "resync", title: "Start over", payload: "SocketResync", says: "Too far behind: load again." },
};
const resume: Record<string, Message> = {
  resume: { name: "resume", title: "Where the client stands", payload: "ResumeRequest" },
  resumed: { name: "resumed", title: "What it missed", payload: "ResumeAnswer" },
};

/** Topics and socket events as an AsyncAPI 3 document. Pure. `topics` is what each topic is called here. */
export function asyncApi({ topics }: { topics: Record<string, string> }) {
  const messages = { ...topicMessages, ...socketEvents, ...resume };
  const refs = (names: string[]) =>
    Object.fromEntries(names.map((name) => [name, { $ref: `#/components/messages/${name}` }]));
  const refsIn = (channel: string, names: string[]) =>
    names.map((name) => ({ $ref: `#/channels/${channel}/messages/${name}` }));
  const channel = (name: string) => ({ $ref: `#/channels/${name}` });

  return {
    asyncapi: "3.0.0",
    info: {
      title: "GraphSpace Notifications",
      version: "1",
      description: "Events come in on one topic for each notification type; people hear over a socket.",
      license: { name: "GPL-3.0-or-later" },
    },
    defaultContentType: "application/json",
    servers: {
      kafka: {
        host: "{broker}",
        protocol: "kafka",
        variables: { broker: { default: "127.0.0.1:9092", description: "KAFKA_BROKERS" } },
      },
      socket: {
        host: "{host}",
        pathname: "/socket.io",
        protocol: "ws",
        description: "Socket.IO 4, WebSocket first. Signed in by the session cookie.",
        variables: { host: { default: "localhost:3000" } },
      },
    },
    channels: {
      ...Object.fromEntries(
        notificationTypeNames.map((type) => [
          type,
          {
            address: topics[type] ?? notificationTypes[type].topic,
            title: notificationTypes[type].label,
            description: `${notificationTypes[type].description}.`,
            servers: [{ $ref: "#/servers/kafka" }],
            messages: refs(Object.keys(topicMessages)),
          },
        ]),
      ),
      socket: {
        address: "/socket.io",
        title: "One person's socket",
        servers: [{ $ref: "#/servers/socket" }],
        messages: refs([...Object.keys(socketEvents), ...Object.keys(resume)]),
      },
    },
    operations: {
      ...Object.fromEntries(
        notificationTypeNames.map((type) => [
          `consume_${type}`,
          { action: "receive", channel: channel(type), messages: refsIn(type, Object.keys(topicMessages)) },
        ]),
      ),
      push: { action: "send", channel: channel("socket"), messages: refsIn("socket", Object.keys(socketEvents)) },
      resume: {
        action: "receive",
        channel: channel("socket"),
        messages: refsIn("socket", ["resume"]),
        reply: { channel: channel("socket"), messages: refsIn("socket", ["resumed"]) },
      },
    },
    components: {
      messages: Object.fromEntries(
        Object.entries(messages).map(([key, { name, title, contentType, payload, example }]) => [
          key,
          {
            name,
            title,
            ...(contentType ? { contentType } : {}),
            payload: { $ref: place + payload },
            ...(example ? { examples: [{ payload: example }] } : {}),
          },
        ]),
      ),
      schemas: schemasOf(Object.values(messages).map(({ payload }) => payload)),
    },
  };
}

/** Those schemas, and all that they refer to. */
function schemasOf(names: SchemaName[]) {
  const all = jsonSchemas(place);
  const wanted = new Set<SchemaName>();
  const add = (name: SchemaName) => {
    if (wanted.has(name)) return;
    wanted.add(name);
    for (const [, other] of JSON.stringify(all[name]).matchAll(/"#\/components\/schemas\/(\w+)"/g))
      add(other as SchemaName);
  };
  for (const name of names) add(name);
  return Object.fromEntries([...wanted].map((name) => [name, all[name]]));
}
