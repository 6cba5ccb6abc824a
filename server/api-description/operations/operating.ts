import { deadLetterStates } from "../../contract/operations";
import type { Operations } from "../operation";

const tag = "Operations";
const who = "administrator";

/** What administrators see and do at /operations. */
export const operatingOperations: Operations = {
  "GET /api/operations/health": {
    tag,
    summary: "See how the system is",
    description: "Every part with one sentence, and the last hour of all nodes, minute by minute.",
    who,
    says: "The state of every part; `level` is that of the worst.",
    answer: "Health",
  },
  "GET /api/operations/dead-letters": {
    tag,
    summary: "List dead letters",
    who,
    parameters: [
      {
        name: "state",
        description: "Only those in this state.",
        schema: { type: "string", enum: [...deadLetterStates] },
      },
      { name: "topic", description: "Only those of this Kafka topic." },
      { name: "before", description: "Older than this one: `nextBefore` of the page before." },
    ],
    says: "Up to 50, newest first.",
    answer: "DeadLetterPage",
  },
  "GET /api/operations/dead-letters/{id}": {
    tag,
    summary: "Look into a dead letter",
    who,
    says: "The message in characters that can be seen, why it could not be processed, and what was done about it.",
    answer: "DeadLetterDetail",
  },
  "GET /api/operations/dead-letters/{id}/payload": {
    tag,
    summary: "Download a dead letter's message",
    who,
    says: "Its bytes as they came, up to 8 MB.",
    answer: { content: { "application/octet-stream": "file" } },
  },
  "POST /api/operations/dead-letters/{id}/replay": {
    tag,
    summary: "Replay a dead letter",
    description:
      "Processes it as if it came today. With `dryRun` it says what would happen, by doing it in a transaction that is rolled back.",
    who,
    body: "ReplayRequest",
    example: { dryRun: true },
    says: "Who is told; with `dryRun` also why it would be refused.",
    answer: "ReplayOutcome",
    problems: { 409: "It was replayed already, or still cannot be processed." },
  },
  "POST /api/operations/dead-letters/{id}/discard": {
    tag,
    summary: "Discard a dead letter",
    description: "It waits no more; the message stays, and can be replayed later.",
    who,
    status: 204,
    says: "It is discarded.",
    problems: { 409: "It does not wait any more." },
  },
  "POST /api/operations/mails/{id}": {
    tag,
    summary: "Resend or dismiss a mail",
    description:
      "For mails of which nobody knows whether they arrived. Resent, it goes out with the next run under the same Message-ID; dismissed, it counts as sent.",
    who,
    body: "MailAction",
    example: { action: "dismiss" },
    status: 204,
    says: "It is done.",
  },
  "POST /api/operations/hold": {
    tag,
    summary: "End the hold on mail",
    description:
      "After a restore. `release`: what is unread and unmailed may be mailed; `dismiss`: what is unread now never is.",
    who,
    body: "HoldAction",
    example: { action: "release" },
    says: "How many notifications are never mailed.",
    answer: "HoldEnded",
    problems: { 409: "No mail is on hold." },
  },
};
