import type { Fragment } from "./database/database";
import { fixed } from "./database/fixed";
import { unauthenticated } from "./errors";

/**
 * That who asks is still whom they were known as before. A column of the statement that answers yields it, which
 * spares asking for it before.
 */
export type Proof = {
  /** SQL that yields a text, or null. */
  readonly column: Fragment;
  /** Takes what the column yielded; throws 401 where that proves nothing. Nothing may be told or done before. */
  check(found: string | null): void;
  /** Whether it was checked, and held. */
  readonly holds: boolean;
};

/** @param expected what the column yields for as long as it holds */
export function makeProof(column: Fragment, expected: string): Proof {
  let holds = false;
  return {
    column,
    check(found) {
      holds = found === expected;
      if (!holds) throw unauthenticated();
    },
    get holds() {
      return holds;
    },
  };
}

/** Who asks is known already. */
export const alreadyProven: Proof = { column: fixed("null::text"), check() {}, holds: true };
