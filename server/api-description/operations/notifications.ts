import { bulkActions, defaultPageSize, maxPageSize } from "../../contract/api";
import { notificationTypeNames } from "../../contract/notification-types";
import { states } from "../../contract/query-filter";
import { resourceTypes } from "../../contract/resource-ref";
import { verbs } from "../../contract/verbs";
import type { Operations, Parameter } from "../operation";

const text = (name: string, description: string, repeated = true): Parameter => ({ name, description, repeated });
const timeZone = text("timeZone", "Where a day begins: an IANA time zone. UTC unless given.", false);
const state = "A minus in front excludes; several are alternatives.";

const listParameters: Parameter[] = [
  text(
    "query",
    'One line of the query language, like `is:unread in:"Wnt Lab" beta catenin`. Without any filter: the Inbox.',
  ),
  text("state", `${states.join(", ")}. A minus in front excludes.`),
  text("type", `${notificationTypeNames.join(", ")}. ${state}`),
  text("resource", `${resourceTypes.join(", ")}. ${state}`),
  text("verb", `What happened: ${verbs.slice(0, 3).join(", ")} …, or only the part behind the dot. ${state}`),
  text("group", `A group's name or number. ${state}`),
  text("actor", `Who did it: a name, an e-mail or \`me\`. ${state}`),
  text("q", "Full text over message, names, group and tags. A minus in front of a word excludes it."),
  text("since", "From this day or time on.", true),
  text("until", "Up to this day or time.", true),
  timeZone,
  text("cursor", "`nextCursor` of the page before.", false),
  {
    name: "limit",
    description: "Most notifications on a page.",
    schema: { type: "integer", minimum: 1, maximum: maxPageSize, default: defaultPageSize },
  },
];

export const notificationOperations: Operations = {
  "GET /api/notifications": {
    tag: "Notifications",
    summary: "List, newest first",
    description:
      "Pages are keyset pages: what arrives meanwhile does not shift them. Every filter is its own parameter too.",
    who: "person",
    parameters: listParameters,
    says: "One page, the unread count, and the snapshot that it shows.",
    answer: "NotificationPage",
  },
  "GET /api/feed/{token}": {
    tag: "Notifications",
    summary: "Read your inbox as an Atom feed",
    description:
      "RFC 4287, for feed readers. The secret link from your settings is the proof: no session, and nothing can be changed by it. 60 requests in ten minutes.",
    who: "anyone",
    parameters: listParameters,
    says: "The newest, with an ETag.",
    answer: { content: { "application/atom+xml": "file" } },
    also: { 304: "Nothing changed since the ETag in If-None-Match." },
    problems: { 404: "The link was ended, or is not whole." },
  },
  "GET /api/notifications/counts": {
    tag: "Notifications",
    summary: "Count",
    description: "Absolute numbers, capped at 100 where 99+ is shown.",
    who: "person",
    parameters: [text("filter", "A query to count as well; at most 20."), timeZone],
    says: "Your counts, and one for each filter in the order asked.",
    answer: "CountsAnswer",
  },
  "GET /api/notifications/{id}": {
    tag: "Notifications",
    summary: "Read one",
    who: "person",
    says: "The notification, with all that changed.",
    answer: "Notification",
  },
  "PATCH /api/notifications/{id}": {
    tag: "Notifications",
    summary: "Change one",
    description: "Read, archive, save or snooze it. Fields left out stay as they are.",
    who: "person",
    body: "NotificationPatch",
    example: { read: true },
    says: "The notification as it is now.",
    answer: "Notification",
  },
  "GET /api/notifications/{id}/why": {
    tag: "Notifications",
    summary: "Why you have it",
    who: "person",
    says: "All reasons with the rule and the watch or membership behind each; where it came from; when each step happened.",
    answer: "Why",
  },
  "GET /api/notifications/why-not": {
    tag: "Notifications",
    summary: "Why you did not hear of something",
    who: "person",
    parameters: [
      {
        name: "resource",
        description: "A thing that you can see, like `graph/42`.",
        schema: { type: "string", pattern: "^(graph|layout|group)/[1-9]\\d{0,9}$" },
        required: true,
      },
    ],
    says: "What happened to it lately, and for each whether you were told and why.",
    answer: "WhyNot",
    problems: { 404: "It does not exist, or is not yours to see." },
  },
  "POST /api/notifications/bulk": {
    tag: "Notifications",
    summary: "Change many at once",
    description: `${bulkActions.join(", ")}: ids, or all that match a query as far as the list's \`snapshot\` saw it. What arrived later stays untouched.`,
    who: "person",
    body: "BulkRequest",
    example: { action: "archive", ids: ["4711", "4712"] },
    says: "How many it touched, the counts, and the token that takes it back.",
    answer: "BulkAnswer",
    problems: { 409: "The snapshot is of another database; load the list again." },
  },
  "POST /api/notifications/undo": {
    tag: "Notifications",
    summary: "Take an action back",
    description: "Once, within an hour. What you changed since stays.",
    who: "person",
    body: "UndoRequest",
    example: { undoToken: "5f0c7c1e-8d6b-4c57-9f3b-0a8b54a3c9d2" },
    says: "How many are restored.",
    answer: "UndoAnswer",
    problems: { 404: "This can no longer be undone." },
  },
  "POST /api/notifications/seen": {
    tag: "Notifications",
    summary: "Move the “new since you last looked” line",
    description: "Marks nothing read.",
    who: "person",
    body: "SeenRequest",
    example: { snapshot: "eyJ4bWluIjo3fQ" },
    says: "The line is there, or was further already.",
    answer: "SeenAnswer",
    problems: { 409: "The snapshot is of another database; load the list again." },
  },
  "POST /api/graphs/{id}/opened": {
    tag: "Notifications",
    summary: "Say that you opened a graph",
    description: "What was unread about it, or about its layouts, is read.",
    who: "person",
    says: "How many became read.",
    answer: "OpenedAnswer",
  },
};
