import { respond } from "@/app/api/respond";
import { readPayload } from "@/server/operations/read-dead-letter";

/** A dead letter's bytes as they came, as a file that no browser shows; administrators only. */
export const GET = respond({ auth: "admin" }, async ({ runtime, params: { id = "" } }) => {
  const bytes = await readPayload(runtime.db, id);
  return new Response(new Uint8Array(bytes), {
    headers: {
      "Content-Type": "application/octet-stream",
      "Content-Disposition": `attachment; filename="dead-letter-${id}.bin"`,
    },
  });
});
