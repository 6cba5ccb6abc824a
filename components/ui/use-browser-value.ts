import { startTransition, useEffect, useState } from "react";

/** What is drawn first from then on may say at once what the browser knows. */
let hydrated = false;

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
    hydrated = true;
    const look = () => startTransition(() => setValue(read));
    look();
    return watch(look);
  }, [read, watch]);
  return value;
}
