import { respond } from "@/app/api/respond";
import { messageSchema } from "@/server/api-description/message-schemas";
import { notFound } from "@/server/errors";

/** The messages of the topics as JSON Schema. */
export const GET = respond({ auth: "anyone" }, ({ runtime, params: { name = "" } }) => {
  const schema = messageSchema(name, `${runtime.config.baseUrl}/api/schemas/${name}`);
  if (!schema) throw notFound("There are event.json and original.json.");
  return Response.json(schema, { headers: { "Content-Type": "application/schema+json" } });
});
