import { respond } from "@/app/api/respond";
import { readDeadLetter } from "@/server/operations/read-dead-letter";

/** One dead letter, looked into; administrators only. */
export const GET = respond({ auth: "admin" }, ({ runtime, params: { id = "" } }) => readDeadLetter(runtime.db, id));
