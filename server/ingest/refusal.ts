import type { z } from "zod";
import type { IncomingAction } from "../contract/incoming-action";
import { plainIssue } from "../contract/plain-issue";

/**
 * Why a message cannot be processed: the field, empty when it is the whole, and `what` is wrong with it. `reason` is
 * both in one sentence, for the dead letter.
 */
export type Refusal = { field: string; what: string; reason: string };

/** What one message turned out to be. */
export type Parsed = { action: IncomingAction } | { refusal: Refusal };

export const refuse = (field: string, what: string): { refusal: Refusal } => ({
  refusal: { field, what, reason: field ? `${field} ${what}` : what },
});

/** The first thing that is wrong, in words that name its field. */
export function refusalOf(issues: readonly z.core.$ZodIssue[]): { refusal: Refusal } {
  const issue = issues[0] as z.core.$ZodIssue;
  return refuse(issue.path.map(String).join("."), plainIssue(issue));
}
