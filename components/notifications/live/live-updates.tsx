"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { announceArrivals } from "../announce-arrivals";
import { applyArrivals, applyCounts, applyStates, forgetAll, markStale } from "../queries/apply-live";
import { latestQuery } from "../queries/latest-query";
import { oldestSnapshot } from "../queries/oldest-snapshot";
import { closeAllToasts, closeToasts } from "../toast-store";
import { healLateAnswers } from "./heal-late-answers";
import { isLeaving } from "./leaving";
import { setLiveStatus } from "./live-status";
import { openLive } from "./open-live";
import { createSpeakingTab } from "./speaking-tab";

/** Our own page goes to the sign-in; a tab that is leaving goes its own way. */
const signInAgain = () => {
  if (!isLeaving()) window.location.assign(`/sign-in?next=${encodeURIComponent(window.location.pathname)}`);
};

/** Connects the page to the server's pushes. Renders nothing; the header says how the connection is. */
export function LiveUpdates({ onEnded = signInAgain }: { onEnded?: () => void }) {
  const client = useQueryClient();
  const ended = useRef(onEnded);
  ended.current = onEnded;
  useEffect(() => {
    const tab = createSpeakingTab();
    const late = healLateAnswers(client, (snapshot) => live.catchUp(snapshot));
    const live = openLive({
      status: setLiveStatus,
      // The page on screen may be older than the bell's rows: the oldest snapshot loses nothing.
      start: async () => oldestSnapshot(client) ?? (await client.fetchQuery(latestQuery())).snapshot,
      arrivals(notifications, snapshot, missed) {
        late.pushed();
        applyArrivals(client, notifications, snapshot);
        closeToasts(notifications.filter(({ read }) => read).map(({ id }) => id));
        void tab.role().then((role) => {
          if (role !== "silent") void announceArrivals(client, notifications, { channel: role, missed });
        });
      },
      states(states, snapshot) {
        late.pushed();
        applyStates(client, states, snapshot);
        closeToasts(states.filter((state) => state.read || state.archived || !state.visible).map((state) => state.id));
      },
      counts: (counts, snapshot) => applyCounts(client, counts, snapshot),
      stale: () => markStale(client),
      erased() {
        late.pushed();
        forgetAll(client);
        closeAllToasts();
      },
      ended: () => ended.current(),
    });
    return () => {
      live.close();
      late.stop();
      tab.stop();
    };
  }, [client]);
  return null;
}
