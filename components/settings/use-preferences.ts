"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { Preferences } from "@/server/contract/api";
import { api } from "../api";
import { preferencesQuery } from "../notifications/queries/preferences-query";
import { nextMailQuery } from "./next-mail-query";

/** Makes the preferences that a person wants of those that hold. */
export type Change = (now: Preferences) => Preferences;

/** A person's preferences: shown at once, saved whole and in order, taken back when the server says no. */
export function usePreferences(given: Preferences) {
  const client = useQueryClient();
  const [preferences, setPreferences] = useState(given);
  const kept = useRef(given);
  const wanted = useRef(given);
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  const save = (change: Change): Promise<void> => {
    const wish = change(wanted.current);
    wanted.current = wish;
    setPreferences(wish);
    const saving = queue.current.then(async () => {
      try {
        kept.current = await api<Preferences>("/api/preferences", { method: "PUT", body: wish });
        client.setQueryData(preferencesQuery().queryKey, kept.current);
        void client.invalidateQueries(nextMailQuery());
      } finally {
        // What was asked for meanwhile stays on the screen; it is saved next.
        if (wanted.current === wish) {
          wanted.current = kept.current;
          setPreferences(kept.current);
        }
      }
    });
    queue.current = saving.catch(() => {});
    return saving;
  };
  return { preferences, save };
}
