import { startTransition, useEffect, useState } from "react";

let hydrated = false;

/**
 * Once the page is hydrated, what is drawn first may say at once what the browser knows. Nothing is hydrated after
 * the page: a boundary that the server renders and the browser hydrates later would find other words.
 */
export function markHydrated(): void {
  hydrated = true;
}

/**
 * What only the browser knows: `server` until the page is hydrated. Then it comes in a transition, in slices between
 * which a phone answers; useSyncExternalStore would draw all that hangs on it in one go.
 * @param read what holds now; gives back what it was given where that will do, and nothing is drawn
 * @param watch calls back when it may have changed. Both stay the same functions
 */
export function useBrowserValue<Value>(
  server: Value,
  read: (before: Value) => Value,
  watch: (look: () => void) => () => void,
): Value {
  const [value, setValue] = useState(() => (hydrated ? read(server) : server));
  useEffect(() => {
    const look = () => setValue(read);
    startTransition(look);
    return watch(look);
  }, [read, watch]);
  return value;
}
