import { respond } from "@/app/api/respond";
import { openApi } from "@/server/api-description/openapi";

/** This API as OpenAPI 3.1. */
export const GET = respond({ auth: "anyone" }, ({ runtime: { config } }) => openApi(config));
