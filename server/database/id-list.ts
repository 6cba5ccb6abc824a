import { type Fragment, fragment } from "./fragment";

/**
 * Ids as an SQL array, for statements that run many times a second. In a sub-select, where the planner does not see how
 * many they are: of what it sees it hopes for a better plan each time, and makes one, which takes longer than the
 * statement. Joined here, since postgres.js looks at each for what to escape.
 */
export function idList(ids: (number | string)[], type: "int" | "bigint"): Fragment {
  const text = `{${ids.join()}}`;
  return type === "int"
    ? fragment`(select ${text}::text::int[])::int[]`
    : fragment`(select ${text}::text::bigint[])::bigint[]`;
}
