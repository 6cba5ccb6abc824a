import { notificationTypeNames } from "../contract/notification-types";
import { resourceTypes } from "../contract/resource-ref";
import { type Operation, type Parameter, tags } from "./operation";
import { operations } from "./operations";
import { jsonSchemas, type SchemaName } from "./schemas";

const place = "#/components/schemas/";
const ref = (name: SchemaName) => ({ $ref: place + name });

/** Every call as an OpenAPI 3.1 document. Pure. `secure` says whether the cookie is pinned to the host (https). */
export function openApi({ secure }: { secure: boolean }) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [door, operation] of Object.entries(operations)) {
    const [method = "", path = ""] = door.split(" ");
    paths[path] ??= {};
    paths[path][method.toLowerCase()] = describeCall(method, path, operation);
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "GraphSpace Notifications",
      version: "1",
      summary: "Who did what to which network, for whom, and what they made of it.",
      description:
        "Times are RFC 3339, ids are decimal strings, names are camelCase, errors are RFC 9457 problem details. " +
        "The calls under /api/v1 are GraphSpace's own REST API and are documented there.",
      license: { name: "GPL-3.0-or-later", identifier: "GPL-3.0-or-later" },
    },
    servers: [{ url: "/" }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: jsonSchemas(place),
      securitySchemes: {
        session: {
          type: "apiKey",
          in: "cookie",
          name: secure ? "__Host-graphspace" : "graphspace",
          description: "Set by signing in. Writes must come from a page of this site.",
        },
        hostToken: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: "Short-lived, signed by the site that embeds the bell.",
        },
        eventToken: {
          type: "http",
          scheme: "bearer",
          description: "A producer's token, made by an administrator; bound to one source and its types.",
        },
      },
    },
  };
}

const security: Record<Operation["who"], Record<string, string[]>[]> = {
  anyone: [],
  person: [{ session: [] }, { hostToken: [] }],
  administrator: [{ session: [] }, { hostToken: [] }],
  producer: [{ eventToken: [] }],
};

function describeCall(method: string, path: string, operation: Operation) {
  const {
    tag,
    summary,
    description,
    who,
    body,
    example,
    status = 200,
    says,
    answer,
    also = {},
    pages = {},
  } = operation;
  const problems = { ...everywhere, ...problemsOf(method, path, operation) };
  const parameters = parametersOf(path, operation);
  return {
    tags: [tag],
    operationId: operationId(method, path),
    summary,
    ...(description ? { description } : {}),
    ...(parameters.length > 0 ? { parameters: parameters.map(describeParameter) } : {}),
    ...(body ? { requestBody: { required: true, content: contentOf(body, example) } } : {}),
    responses: {
      [status]: { description: says, ...(answer ? { content: contentOf(answer) } : {}) },
      ...Object.fromEntries(
        Object.entries(problems).map(([code, text]) => [
          code,
          { description: text, content: { "application/problem+json": { schema: ref("Problem") } } },
        ]),
      ),
      ...(path === "/readyz" ? { 503: { description: "They cannot; why.", content: contentOf("Ready") } } : {}),
      ...Object.fromEntries(Object.entries(also).map(([code, text]) => [code, { description: text }])),
      ...Object.fromEntries(
        Object.entries(pages).map(([code, text]) => [
          code,
          { description: text, content: { "text/html": { schema: {} } } },
        ]),
      ),
    },
    security: security[who],
  };
}

/** `GET /api/notifications/{id}/why` → `getNotificationsByIdWhy`. */
const operationId = (method: string, path: string) =>
  method.toLowerCase() +
  path
    .replace(/^\/api/, "")
    .replace(/\{(\w+)\}/g, "by/$1")
    .replace(/[^a-zA-Z]+(\w)/g, (_, letter: string) => letter.toUpperCase());

function contentOf(content: NonNullable<Operation["answer"] | Operation["body"]>, example?: unknown) {
  const entries = typeof content === "string" ? { "application/json": content } : content.content;
  return Object.fromEntries(
    Object.entries(entries).map(([type, shape], index) => {
      const schema =
        shape === "file"
          ? {}
          : typeof shape === "string"
            ? ref(shape)
            : { type: "array", items: ref(shape.list), maxItems: shape.most };
      return [type, { schema, ...(index === 0 && example !== undefined ? { example } : {}) }];
    }),
  );
}

const pathParameters: Record<string, Omit<Parameter, "name">> = {
  id: { description: "Its id." },
  type: { description: "graph, layout or group.", schema: { type: "string", enum: resourceTypes } },
  topic: {
    description: "The notification type: owner, group or watching, whatever the Kafka topic is called.",
    schema: { type: "string", enum: notificationTypeNames },
  },
  name: {
    description: "`event.json` or `original.json`.",
    schema: { type: "string", enum: ["event.json", "original.json"] },
  },
  token: { description: "The secret part of the link." },
};

/** Those of the path and those of the query, in that order. */
export function parametersOf(path: string, { parameters = [] }: Operation): (Parameter & { in: "path" | "query" })[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => ({
    ...(pathParameters[name] ?? { description: "" }),
    name,
    in: "path" as const,
    required: true,
  }));
  return [...inPath, ...parameters.map((parameter) => ({ ...parameter, in: "query" as const }))];
}

const describeParameter = (parameter: Parameter & { in: string }) => {
  const schema = parameter.schema ?? { type: "string" };
  return {
    name: parameter.name,
    in: parameter.in,
    description: parameter.description,
    required: parameter.required ?? false,
    schema: parameter.repeated ? { type: "array", items: schema } : schema,
    ...(parameter.repeated ? { style: "form", explode: true } : {}),
  };
};

/** What any call may be refused with. */
const everywhere = {
  400: "The address cannot be read.",
  429: "Too many; see Retry-After.",
  503: "Something that it needs is away; try again.",
};

/** What can be refused: that follows from who may call and what is sent; an operation adds its own words. */
export function problemsOf(method: string, path: string, { who, body, parameters, problems }: Operation) {
  const writes = method !== "GET";
  return {
    ...(body ? { 400: "The body is not JSON." } : {}),
    ...(who === "person" ? { 401: "Nobody is signed in." } : {}),
    ...(writes ? { 403: "A page of another site asks." } : {}),
    ...(path.includes("{") || who === "administrator" ? { 404: "It does not exist, or is not yours to see." } : {}),
    ...(body ? { 413: "The body is too large.", 415: "The body is of another media type." } : {}),
    ...(body || parameters ? { 422: "Some fields are wrong; `errors` names them." } : {}),
    ...problems,
  } as Record<string, string>;
}
