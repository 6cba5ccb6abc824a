"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "../api";

/** Tells the server that a person really looks at this graph: what is unread about it is read now. */
export function ClearUnread({ graphId }: { graphId: number }) {
  const client = useQueryClient();
  useEffect(() => {
    let done = false;
    const look = () => {
      if (done || document.visibilityState !== "visible") return;
      done = true;
      api<{ affected: number }>(`/api/graphs/${graphId}/opened`, { method: "POST" }).then(
        ({ affected }) => void (affected > 0 && client.invalidateQueries({ queryKey: ["notifications"] })),
        () => {
          done = false;
        },
      );
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [graphId, client]);
  return null;
}
