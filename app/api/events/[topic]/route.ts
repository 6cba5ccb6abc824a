import { readBytes } from "@/app/api/read-body";
import { respond } from "@/app/api/respond";
import { AppError } from "@/server/errors";
import { checkEventToken, grantCovers } from "@/server/identity/event-token";
import { acceptEvents, type EventsMediaType, mediaTypes } from "@/server/ingest/accept-events";

const maxBytes = 8 * 1024 * 1024;
const accepts = new Set<string>(Object.values(mediaTypes));

/** A producer that sends one event at a time may send a hundred a second. */
const writesPerMinute = 6_000;

/** Produces without a Kafka client. 202 once it is in the outbox; sent twice, it is one. */
export const POST = respond({ auth: "anyone", writesPerMinute }, async ({ runtime, request, params }) => {
  const grant = await checkEventToken(runtime, request.headers.get("authorization"));
  const mediaType = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!accepts.has(mediaType)) throw new AppError(415, `Send one of ${[...accepts].join(", ")}.`);
  const body = await readBytes(request, maxBytes);
  const answer = await acceptEvents(runtime, {
    source: grant.source,
    covers: (event) => grantCovers(grant, event),
    topic: params.topic ?? "",
    mediaType: mediaType as EventsMediaType,
    body,
  });
  return Response.json(answer, { status: 202 });
});
