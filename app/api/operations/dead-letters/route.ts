import { respond } from "@/app/api/respond";
import { deadLetterFilter } from "@/server/contract/operations";
import { listDeadLetters } from "@/server/operations/list-dead-letters";
import { parse } from "@/server/parse";

/** Messages that could not be processed; administrators only. */
export const GET = respond({ auth: "admin" }, ({ runtime, search }) =>
  listDeadLetters(runtime.db, parse(deadLetterFilter, Object.fromEntries(search))),
);
