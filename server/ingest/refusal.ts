import type { z } from "zod";
import type { IncomingAction } from "../contract/incoming-action";
import { plainIssue } from "../contract/plain-issue";

type Fault = { field: string; what: string };

/**
 * Why a message cannot be processed: the field, empty when it is the whole, and `what` is wrong with it; then what is
 * wrong besides. `reason` is all of it in words, for the dead letter.
 */
export type Refusal = Fault & { besides: Fault[]; reason: string };

/** What one message turned out to be. */
export type Parsed = { action: IncomingAction } | { refusal: Refusal };

export const refuse = (field: string, what: string, besides: Fault[] = []): { refusal: Refusal } => ({
  refusal: { field, what, besides, reason: [{ field, what }, ...besides].map(inWords).join("; ") },
});

const inWords = ({ field, what }: Fault) => (field ? `${field} ${what}` : what);

/** A thousand elements may all be wrong in the same way. */
const mostFaults = 20;

/** Everything that is wrong, in words that name its field. */
export function refusalOf(issues: readonly z.core.$ZodIssue[]): { refusal: Refusal } {
  const faults = issues
    .slice(0, mostFaults)
    .map((issue): Fault => ({ field: issue.path.map(String).join("."), what: plainIssue(issue) }));
  const [first, ...besides] = faults as [Fault, ...Fault[]];
  return refuse(first.field, first.what, besides);
}
