"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError } from "../api";
import type { Outcome } from "./outcome";

/** Runs one action at a time and remembers how it ended, with the fields that were wrong. */
export function useAction() {
  const [pending, setPending] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>(null);
  const [fields, setFields] = useState<Record<string, string>>({});
  const holdFocus = useFocusBack(pending);
  const run = useCallback(
    async (work: () => Promise<unknown>, done: string | null): Promise<boolean> => {
      holdFocus();
      setPending(true);
      setOutcome(null);
      setFields({});
      try {
        await work();
        setOutcome(done === null ? null : { ok: true, text: done });
        return true;
      } catch (error) {
        const wrong = error instanceof ApiError ? error.fields : {};
        setFields(wrong);
        const text = error instanceof Error ? error.message : "That did not work; try again.";
        setOutcome(
          Object.keys(wrong).length > 0 ? { ok: false, text: "Please look at the marked field." } : { ok: false, text },
        );
        return false;
      } finally {
        setPending(false);
      }
    },
    [holdFocus],
  );
  return { pending, outcome, fields, run };
}

/** A button rests while its action runs, and may go with what it ended: then the focus comes back, or to its neighbour. */
function useFocusBack(pending: boolean) {
  const from = useRef<{ element: HTMLElement; around: Element | null }>(null);
  useEffect(() => {
    const { element, around } = from.current ?? {};
    if (pending || !element) return;
    from.current = null;
    if (document.activeElement !== document.body) return;
    const neighbour = around?.isConnected ? around.querySelector<HTMLElement>("button:enabled, a[href]") : null;
    // With the last of a list the list itself goes.
    (element.isConnected ? element : (neighbour ?? document.getElementById("content")))?.focus();
  }, [pending]);
  return useCallback(() => {
    const element = document.activeElement;
    if (element instanceof HTMLElement) from.current = { element, around: element.closest("ul") };
  }, []);
}
