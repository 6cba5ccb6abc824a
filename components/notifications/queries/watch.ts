import { useMutation } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { WatchLevel } from "@/server/contract/api";
import type { ResourceType } from "@/server/contract/resource";

type WatchInput = { type: ResourceType; id: string; level: WatchLevel | null };

/** Watches or mutes a graph, layout or group; null: neither. */
export const useWatch = () =>
  useMutation({
    mutationFn: ({ type, id, level }: WatchInput) =>
      api<unknown>(`/api/watches/${type}/${id}`, level ? { method: "PUT", body: { level } } : { method: "DELETE" }),
  });
