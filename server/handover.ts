import type { Notification } from "./contract/notification";

/** What one transaction stored, in the words of those who read it. */
export type Arrivals = {
  /** Its id (xid8). */
  transaction: bigint;
  /** By person, each list in the order of the ids. Whoever is told the same has the very same objects. */
  told: Map<number, Notification[]>;
};

type Taker = {
  /** Somebody is there to be told. */
  isOpen(): boolean;
  /** After the commit. False where they are told no sooner than push finds them. */
  tell(arrivals: Arrivals): boolean;
};

/**
 * From ingest to push, where both run in one process: what was just stored is on open pages before push has looked
 * at the database. No more than a hint: push follows the database, and tells whoever was not told.
 */
export type Handover = Taker & {
  /** Takes what is handed over from now on; returns how to end it. */
  take(taker: Taker): () => void;
};

export function createHandover(): Handover {
  const takers = new Set<Taker>();
  return {
    isOpen: () => [...takers].some((taker) => taker.isOpen()),
    tell: (arrivals) => [...takers].map((taker) => taker.tell(arrivals)).every(Boolean),
    take(taker) {
      takers.add(taker);
      return () => void takers.delete(taker);
    },
  };
}
