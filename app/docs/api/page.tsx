import type { Metadata } from "next";
import { cx } from "@/components/ui/class-names";
import { TypeTag } from "@/components/ui/type-tag";
import { socketEvents } from "@/server/api-description/asyncapi";
import { exampleEvent, exampleOriginal } from "@/server/api-description/examples";
import { type Operation, tags } from "@/server/api-description/operation";
import { operations } from "@/server/api-description/operations";
import { jsonSchemas } from "@/server/api-description/schemas";
import { type NotificationType, notificationTypes } from "@/server/contract/notification-types";
import { getRuntime } from "@/server/runtime";
import { CallCard } from "./call-card";
import { Fields } from "./fields";
import { Code, Prose } from "./prose";

export const metadata: Metadata = { title: "API" };

const schemas = jsonSchemas("#schema-");
const calls = Object.entries(operations) as [string, Operation][];
const tagNames = Object.keys(tags) as (keyof typeof tags)[];
const anchor = (text: string) => text.toLowerCase().replace(/[^a-z]+/g, "-");
const card = "rounded-lg border border-line bg-surface";

const contents = [
  ["#start", "Getting started"],
  ...tagNames.map((tag) => [`#${anchor(tag)}`, tag]),
  ["#topics", "Topics"],
  ["#socket", "Socket"],
  ["#schemas", "Schemas"],
] as [string, string][];

/** The API for people: made of what makes /api/openapi.json and /api/asyncapi.json. Needs no script. */
export default function ApiPage() {
  const { baseUrl, topics } = getRuntime().config;
  return (
    <div className="mx-auto grid max-w-5xl gap-x-10 gap-y-6 px-4 py-6 sm:px-5 md:grid-cols-[180px_minmax(0,1fr)] md:py-8">
      <nav
        aria-label="On this page"
        className="-mx-4 overflow-x-auto px-4 md:sticky md:top-[76px] md:mx-0 md:self-start md:px-0"
      >
        <ul className="flex gap-1 md:grid">
          {contents.map(([href, label]) => (
            <li key={href}>
              <a
                href={href}
                className="flex h-8 items-center rounded-md px-2.5 whitespace-nowrap text-ink-2 transition-colors hover:bg-sunk hover:text-ink touch:h-11"
              >
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="grid min-w-0 content-start gap-10 pb-16">
        <Part id="start" title="API" level={1}>
          <div className="grid max-w-prose gap-3 text-ink-2">
            <p>
              JSON over HTTP: times are RFC 3339, ids are decimal strings, names are camelCase. Generated from the
              schemas that the server checks with, so it says what is true. GraphSpace's own REST API under{" "}
              <Code>/api/v1</Code> stays as it is and is not part of this.
            </p>
            <p>
              A person is signed in by the session cookie that <Code>POST /api/auth/sign-in</Code> sets, or by a
              short-lived JWT of the site that embeds the bell (<Code>Authorization: Bearer</Code>). Writes with a
              cookie must come from a page of this site. A producer sends its event token as a bearer.
            </p>
            <p>
              What goes wrong is told as problem details (RFC 9457, <Code>application/problem+json</Code>):{" "}
              <Code>detail</Code> says what to do, and <Code>errors</Code> names each wrong field. Every call may also
              answer 400, 429 or 503 (the last two with <Code>Retry-After</Code>), and 405 with <Code>Allow</Code> to a
              method that it does not have.
            </p>
          </div>
          <ul className="flex flex-wrap gap-2">
            {[
              ["/api/openapi.json", "OpenAPI 3.1"],
              ["/api/asyncapi.json", "AsyncAPI 3"],
              ["/api/schemas/event.json", "Event schema"],
              ["/api/schemas/original.json", "GraphSpace message schema"],
            ].map(([href, label]) => (
              <li key={href}>
                <a
                  href={href}
                  className="inline-flex h-9 items-center rounded-md border border-line bg-surface px-3 font-medium text-accent transition-colors hover:bg-sunk touch:h-11"
                >
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </Part>

        {tagNames.map((tag) => (
          <Part key={tag} id={anchor(tag)} title={tag} lead={tags[tag]}>
            <div className={cx(card, "divide-y divide-line")}>
              {calls
                .filter(([, operation]) => operation.tag === tag)
                .map(([door, operation]) => (
                  <CallCard key={door} door={door} operation={operation} />
                ))}
            </div>
          </Part>
        ))}

        <Part
          id="topics"
          title="Topics"
          lead="An event comes in on one Kafka topic for each notification type; the topic decides who hears."
        >
          <ul className={cx(card, "divide-y divide-line")}>
            {(Object.keys(notificationTypes) as NotificationType[]).map((type) => (
              <li key={type} className="grid gap-x-4 gap-y-1 px-4 py-3 sm:grid-cols-[140px_minmax(0,1fr)]">
                <span className="flex items-center gap-3">
                  <TypeTag type={type} />
                </span>
                <span className="text-ink-2">
                  Topic <Code>{topics[type]}</Code>: {notificationTypes[type].description}.
                </span>
              </li>
            ))}
          </ul>
          <p className="max-w-prose text-ink-2">
            Use the resource, like <Code>graph/42</Code>, as the key: what happens to one thing then stays in order. The{" "}
            <Code>id</Code> and <Code>source</Code> name the action, so that sending it twice, or on two topics, is one
            notification.
          </p>
          <Example title="A CloudEvent" value={exampleEvent} />
          <Example title="A message of GraphSpace's own notification branch" value={exampleOriginal} />
          <Example
            title="Without a Kafka client"
            text={`curl -X POST ${baseUrl}/api/events/group \\\n  -H 'Authorization: Bearer YOUR-TOKEN' \\\n  -H 'Content-Type: application/cloudevents+json' \\\n  -d @event.json`}
          />
        </Part>

        <Part
          id="socket"
          title="Socket"
          lead="Socket.IO at /socket.io, WebSocket first, signed in by the session cookie. Each message brings the client to its snapshot."
        >
          <ul className={cx(card, "divide-y divide-line")}>
            {Object.values(socketEvents).map(({ name, says, payload }) => (
              <SocketEvent key={name} name={name} says={says} shapes={[payload]} />
            ))}
            <SocketEvent
              name="resume"
              says="The client says where it stands; the acknowledgement brings what it missed, or tells it to start over."
              shapes={["ResumeRequest", "ResumeAnswer"]}
            />
          </ul>
        </Part>

        <Part id="schemas" title="Schemas" lead="Every shape that has a name.">
          <div className={cx(card, "divide-y divide-line")}>
            {Object.entries(schemas).map(([name, schema]) => (
              <section key={name} id={`schema-${name}`} className="grid gap-2 px-4 py-3.5">
                <h3 className="font-mono font-bold">{name}</h3>
                <Fields schema={schema} />
              </section>
            ))}
          </div>
        </Part>
      </div>
    </div>
  );
}

function Part(props: { id: string; title: string; lead?: string; level?: 1 | 2; children: React.ReactNode }) {
  const Heading = props.level === 1 ? "h1" : "h2";
  return (
    <section id={props.id} aria-labelledby={`${props.id}-title`} className="grid min-w-0 gap-3">
      <div>
        <Heading
          id={`${props.id}-title`}
          className={props.level === 1 ? "text-title font-bold" : "text-lead font-bold"}
        >
          {props.title}
        </Heading>
        {props.lead && <Prose className="mt-0.5 max-w-prose text-ink-2">{props.lead}</Prose>}
      </div>
      {props.children}
    </section>
  );
}

function SocketEvent({ name, says, shapes }: { name: string; says: string; shapes: string[] }) {
  return (
    <li className="grid gap-x-4 gap-y-1 px-4 py-3 sm:grid-cols-[140px_minmax(0,1fr)]">
      <span className="font-mono font-bold">{name}</span>
      <span className="text-ink-2">
        {says}{" "}
        {shapes.map((shape) => (
          <a key={shape} href={`#schema-${shape}`} className="mr-2 font-mono text-accent hover:underline">
            {shape}
          </a>
        ))}
      </span>
    </li>
  );
}

function Example({
  title,
  value,
  text = JSON.stringify(value, null, 2),
}: {
  title: string;
  value?: unknown;
  text?: string;
}) {
  return (
    <figure className="grid min-w-0 gap-1.5">
      <figcaption className="text-meta text-ink-3">{title}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0} className="overflow-x-auto rounded-md border border-line bg-sunk p-3 font-mono text-meta">
        {text}
      </pre>
    </figure>
  );
}
