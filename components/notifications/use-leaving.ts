import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useLayoutEffect, useMemo } from "react";
import { forgetLeft } from "./queries/arrivals";
import { arrivalsQuery } from "./queries/arrivals-query";
import { belongs, type Place } from "./views";

/**
 * Ids of the rows that another tab or device took away from here: they stay while the pointer is on the list, so that
 * nothing moves under it. A finger is on it only while it touches.
 */
export function useLeaving(place: Place): ReadonlySet<string> {
  const client = useQueryClient();
  const { left } = useQuery(arrivalsQuery()).data;
  // What left while no list was there is under no pointer.
  useLayoutEffect(() => forgetLeft(client), [client]);
  useLayoutEffect(() => {
    if (left.length === 0) return;
    const forget = () => forgetLeft(client);
    const list = document.getElementById("inbox-list");
    if (!list?.matches(":hover") || !window.matchMedia("(hover: hover)").matches) return forget();
    list.addEventListener("pointerleave", forget);
    return () => list.removeEventListener("pointerleave", forget);
  }, [left, client]);
  return useMemo(() => new Set(left.filter((row) => belongs(row, place)).map((row) => row.id)), [left, place]);
}
