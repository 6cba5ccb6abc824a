import { respond } from "@/app/api/respond";
import { asyncApi } from "@/server/api-description/asyncapi";

/** Topics and socket events as AsyncAPI 3. */
export const GET = respond({ auth: "anyone" }, ({ runtime: { config } }) => asyncApi(config));
