import { maxId } from "./resource-ref";

/** The number that tests of one's set-up are about: the highest, which no graph ever has. */
export const testGraphId = maxId;
/** Where such a test leads. */
export const testUrl = "/settings/notifications";

export const isTest = ({ type, id }: { type: string; id: string | number }): boolean =>
  type === "graph" && Number(id) === testGraphId;
