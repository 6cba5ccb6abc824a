import { type ComponentType, type ReactNode, startTransition, useEffect, useState } from "react";
import { whenIdle } from "./when-idle";

const againAfterMs = 5000;

/** Asks until it has come: where the line is down once it is back, where only the server is away a little later. */
function untilHere<Code>(load: () => Promise<Code>, signal: AbortSignal, come: (code: Code) => void): void {
  const ask = () => {
    if (!signal.aborted) load().then((code) => !signal.aborted && come(code), again);
  };
  const again = () => {
    if (navigator.onLine) setTimeout(ask, againAfterMs);
    else addEventListener("online", ask, { once: true, signal });
  };
  ask();
}

/**
 * Called once at module level: a component whose code is no part of a page's first load. React.lazy's is broken for good, and its page with it,
 * once its code did not come; this one's is asked for again.
 * @param load gives the component itself
 * @param options `idle`: nobody waits for it, so it is asked for when the browser is at rest; `waiting`: drawn until it is here
 */
export function deferred<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { idle = false, waiting = null }: { idle?: boolean; waiting?: ReactNode } = {},
): ComponentType<Props> {
  let here: ComponentType<Props> | undefined;
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each module, as lazy is
  return function Deferred(props) {
    const [Code, setCode] = useState(() => here);
    useEffect(() => {
      if (Code) return;
      const asking = new AbortController();
      const ask = () =>
        untilHere(load, asking.signal, (code) => {
          here = code;
          startTransition(() => setCode(() => code));
        });
      const forget = idle ? whenIdle(ask) : ask();
      return () => {
        forget?.();
        asking.abort();
      };
    }, [Code]);
    return Code ? <Code {...props} /> : waiting;
  };
}
