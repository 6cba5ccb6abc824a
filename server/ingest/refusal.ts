import type { z } from "zod";
import type { IncomingAction } from "../contract/incoming-action";
import { plainIssue } from "../contract/plain-issue";

/** Why a message cannot be processed, and which field says so; empty when it is the whole. */
export type Refusal = { field: string; reason: string };

/** What one message turned out to be. */
export type Parsed = { action: IncomingAction } | { refusal: Refusal };

/** `reason` is the whole sentence for the dead letter: it names the field. */
export const refuse = (field: string, what: string): { refusal: Refusal } => ({
  refusal: { field, reason: field ? `${field} ${what}` : what },
});

/** The first thing that is wrong, in words that name its field. */
export function refusalOf(issues: readonly z.core.$ZodIssue[]): { refusal: Refusal } {
  const issue = issues[0] as z.core.$ZodIssue;
  return refuse(issue.path.map(String).join("."), plainIssue(issue));
}
