import { z } from "zod";
import * as account from "../contract/account";
import * as answers from "../contract/answers";
import * as api from "../contract/api";
import { changes, domainEvent, eventData } from "../contract/event";
import { createdFeedLink, feedLinkAnswer } from "../contract/feed-link";
import { mailPreview, nextMail } from "../contract/next-mail";
import { counts, notification, notificationState } from "../contract/notification";
import * as operations from "../contract/operations";
import { originalMessage } from "../contract/original-message";
import { picture } from "../contract/picture";
import { problem } from "../contract/problem";
import { maxId, resourceId } from "../contract/resource";
import { savedFilter, savedFilterInput } from "../contract/saved-filter";
import { resumeAnswer, resumeRequest, socketMessages } from "../contract/socket";
import { why, whyNot } from "../contract/why";

/** Every shape that has a name of its own in the documents. */
export const schemas = {
  Notification: notification,
  NotificationState: notificationState,
  NotificationPage: api.notificationPage,
  NotificationPatch: api.notificationPatch,
  Counts: counts,
  CountsAnswer: answers.countsAnswer,
  BulkRequest: api.bulkRequest,
  BulkAnswer: api.bulkAnswer,
  UndoRequest: api.undoRequest,
  UndoAnswer: answers.undoAnswer,
  SeenRequest: api.seenRequest,
  SeenAnswer: answers.seenAnswer,
  OpenedAnswer: answers.openedAnswer,
  Why: why,
  WhyNot: whyNot,
  Watch: answers.watch,
  WatchRequest: api.watchRequest,
  ImagesRequest: api.imagesRequest,
  WatchList: answers.watchList,
  Preferences: api.preferences,
  FeedLinkAnswer: feedLinkAnswer,
  CreatedFeedLink: createdFeedLink,
  SavedFilter: savedFilter,
  SavedFilterInput: savedFilterInput,
  SavedFilterList: answers.savedFilterList,
  Credentials: api.credentials,
  NewAccount: account.newAccount,
  PasswordChange: account.passwordChange,
  Viewer: api.viewerAnswer,
  Profile: account.profile,
  DeviceList: account.deviceList,
  EndedDevices: account.endedDevices,
  NewEventToken: account.newEventToken,
  EventToken: account.eventToken,
  CreatedEventToken: account.createdEventToken,
  EventTokenList: account.eventTokenList,
  NextMail: nextMail,
  MailPreview: mailPreview,
  TestSent: answers.testSent,
  TestArrival: answers.testArrival,
  DeletedNotifications: answers.deletedNotifications,
  ExportFile: answers.exportFile,
  DomainEvent: domainEvent,
  EventData: eventData,
  Changes: changes,
  OriginalMessage: originalMessage,
  AcceptedEvents: answers.acceptedEvents,
  Health: operations.health,
  DeadLetterPage: operations.deadLetterPage,
  DeadLetterDetail: operations.deadLetterDetail,
  ReplayRequest: operations.replayRequest,
  ReplayOutcome: operations.replayOutcome,
  MailAction: operations.mailAction,
  HoldAction: operations.holdAction,
  HoldEnded: operations.holdEnded,
  Alive: answers.alive,
  Ready: answers.ready,
  Problem: problem,
  SocketNotifications: socketMessages.notifications,
  SocketState: socketMessages.state,
  SocketCounts: socketMessages.counts,
  SocketResync: socketMessages.resync,
  ResumeRequest: resumeRequest,
  ResumeAnswer: resumeAnswer,
} satisfies Record<string, z.ZodType>;
export type SchemaName = keyof typeof schemas;

export type JsonSchema = z.core.JSONSchema.BaseSchema;

type Place = "#/components/schemas/" | "#/$defs/" | "#schema-";
const made = new Map<Place, Record<SchemaName, JsonSchema>>();

/** All of them as JSON Schema 2020-12; they refer to each other at `place` + name. Made once. */
export function jsonSchemas(place: Place): Record<SchemaName, JsonSchema> {
  const known = made.get(place) ?? makeSchemas(place);
  made.set(place, known);
  return known;
}

function makeSchemas(place: Place): Record<SchemaName, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  const { schemas: all } = z.toJSONSchema(registry, { uri: (id) => place + id, override: inPlainWords });
  for (const schema of Object.values(all)) {
    delete schema.$id;
    delete schema.$schema;
  }
  return all as Record<SchemaName, JsonSchema>;
}

type Override = NonNullable<z.core.ToJSONSchemaParams["override"]>;
const inPlainWords: Override = ({ zodSchema, jsonSchema }) => {
  // What readers arrive with: a number or a decimal string.
  if ((zodSchema as unknown) === resourceId) {
    for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
    jsonSchema.anyOf = [
      { type: "integer", minimum: 1, maximum: maxId },
      { type: "string", pattern: "^[1-9]\\d{0,9}$" },
    ];
  }
  // A producer may say more than we draw.
  if ((zodSchema as unknown) === picture) delete jsonSchema.additionalProperties;
  // The format says it; the pattern fills a page. Bounds that only JavaScript has say nothing either.
  if (jsonSchema.format) delete jsonSchema.pattern;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
};
