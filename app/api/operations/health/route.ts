import { respond } from "@/app/api/respond";
import { readHealth } from "@/server/operations/read-health";

/** How the system is, and what its last hour was like; administrators only. */
export const GET = respond({ auth: "admin" }, ({ runtime }) => readHealth(runtime));
