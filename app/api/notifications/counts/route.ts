import { respond } from "@/app/api/respond";
import { countMatching, countNotifications } from "@/server/inbox/count-notifications";
import { readContext } from "../read-list-request";
import { readFilters } from "./read-filters";

/** The person's counts; with `filter=<query>`, repeated, also how many match each, in the order asked. */
export const GET = respond({ auth: "viewer", proves: true }, async ({ runtime, viewer, proof, search }) => {
  const queries = search.getAll("filter");
  const filters = queries.length > 0 && readFilters(queries, readContext(search));
  // First, since it proves who asks.
  const counts = await countNotifications(runtime.db, viewer.userId, proof);
  if (!filters) return counts;
  const numbers = await Promise.all(filters.map((filter) => countMatching(runtime.db, viewer.userId, filter)));
  return { ...counts, filters: queries.map((filter, index) => ({ filter, count: numbers[index] })) };
});
