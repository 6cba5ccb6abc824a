import { type ComponentType, type ReactNode, startTransition, useEffect, useState } from "react";
import { LoadFailed } from "./load-failed";
import { whenIdle } from "./when-idle";

const firstWaitMs = 5000;
const longestWaitMs = 60_000;

/** Asks until it has come: once the line is back, and again after a while, each time a longer one. */
function untilHere<Code>(
  load: () => Promise<Code>,
  signal: AbortSignal,
  { come, failed }: { come: (code: Code) => void; failed: () => void },
): void {
  let waitMs = firstWaitMs;
  const ask = () => load().then((code) => !signal.aborted && come(code), again);
  const again = (error: unknown) => {
    if (signal.aborted) return;
    if (waitMs === firstWaitMs) console.warn("Code that comes later did not come; it is asked for again.", error);
    failed();
    const next = new AbortController();
    const once = () => {
      next.abort();
      if (!signal.aborted) void ask();
    };
    const timer = setTimeout(once, waitMs);
    next.signal.addEventListener("abort", () => clearTimeout(timer));
    signal.addEventListener("abort", () => next.abort(), { signal: next.signal });
    addEventListener("online", once, { signal: next.signal });
    waitMs = Math.min(longestWaitMs, waitMs * 2);
  };
  void ask();
}

/**
 * Called once at module level: a component whose code is no part of a page's first load. React.lazy's is broken for
 * good, and its page with it, once its code did not come; this one's is asked for again. `preload` fetches it before
 * it is rendered.
 * @param load gives the component itself
 * @param options `idle`: nobody waits for it, so it is asked for when the browser is at rest; `waiting`: drawn until it is here
 */
export function deferred<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { idle = false, waiting = null }: { idle?: boolean; waiting?: ReactNode } = {},
): ComponentType<Props> & { preload: () => Promise<unknown> } {
  let here: ComponentType<Props> | undefined;
  const fetchCode = async () => {
    here ??= await load();
    return here;
  };
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each module, as lazy is
  function Deferred(props: Props) {
    const [Code, setCode] = useState(() => here);
    const [failures, setFailures] = useState(0);
    useEffect(() => {
      if (Code) return;
      const asking = new AbortController();
      const ask = () =>
        untilHere(fetchCode, asking.signal, {
          come: (code) => startTransition(() => setCode(() => code)),
          failed: () => setFailures((count) => count + 1),
        });
      const forget = idle ? whenIdle(ask) : ask();
      return () => {
        forget?.();
        asking.abort();
      };
    }, [Code]);
    if (Code) return <Code {...props} />;
    // The server may be of another version by now, and have that code no more.
    return waiting && failures > 1 ? <LoadFailed /> : waiting;
  }
  return Object.assign(Deferred, { preload: fetchCode });
}
