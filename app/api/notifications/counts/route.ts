import { respond } from "@/app/api/respond";
import { invalid } from "@/server/errors";
import { countMatching, countNotifications } from "@/server/inbox/count-notifications";
import { readFilter } from "@/server/inbox/read-filter";
import { readContext } from "../read-list-request";

const mostFilters = 20;

/** The person's counts; with `filter=<query>`, repeated, also how many match each, in the order asked. */
export const GET = respond({ auth: "viewer" }, async ({ runtime, viewer, search }) => {
  const queries = search.getAll("filter");
  if (queries.length > mostFilters) throw invalid({ field: "filter", message: `at most ${mostFilters} at a time` });
  if (queries.length === 0) return countNotifications(runtime.db, viewer.userId);
  const context = readContext(search);
  const filters = queries.map((query) => readFilter(query, context, "filter"));
  const [counts, ...numbers] = await Promise.all([
    countNotifications(runtime.db, viewer.userId),
    ...filters.map((filter) => countMatching(runtime.db, viewer.userId, filter)),
  ]);
  return { ...counts, filters: queries.map((filter, index) => ({ filter, count: numbers[index] })) };
});
