"use client";
import { useCallback, useState } from "react";
import { ApiError } from "../api";
import type { Outcome } from "./outcome";

/** Runs one action at a time and remembers how it ended, with the fields that were wrong. */
export function useAction() {
  const [pending, setPending] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>(null);
  const [fields, setFields] = useState<Record<string, string>>({});
  const run = useCallback(async (work: () => Promise<unknown>, done: string | null): Promise<boolean> => {
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
  }, []);
  return { pending, outcome, fields, run };
}
