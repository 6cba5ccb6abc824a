import { type Fragment, fragment } from "./database/fragment";
import { unauthenticated } from "./errors";

/**
 * Evidence, still to be checked, that a viewer who is remembered may still ask: the statement that answers selects
 * `column`, and `check` takes what it yielded. Spares asking before.
 */
export type Proof = {
  /** SQL that yields a text, or null. */
  readonly column: Fragment;
  /** Throws 401 where what the column yielded proves nothing. Nothing may be told or done before. */
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
export const alreadyProven: Proof = { column: fragment`null::text`, check() {}, holds: true };
