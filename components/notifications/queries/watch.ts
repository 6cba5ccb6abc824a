import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { WatchedThing } from "@/server/contract/answers";
import type { WatchLevel } from "@/server/contract/api";
import type { ResourceType } from "@/server/contract/resource-ref";

/** What can be watched or muted. */
export type Thing = { type: ResourceType; id: string; name: string };
export type ThingLevel = Thing & { level: WatchLevel | null };
type Watched = Omit<WatchedThing, "since">;

/** What the person watches and mutes. */
export const watchesQuery = () =>
  queryOptions({
    queryKey: ["watches"],
    queryFn: async ({ signal }): Promise<Watched[]> =>
      (await api<{ watches: Watched[] }>("/api/watches", { signal })).watches,
    staleTime: 30_000,
  });

export const levelOf = (watches: readonly Watched[] | undefined, { type, id }: Omit<Thing, "name">) =>
  watches?.find((each) => each.type === type && each.id === id)?.level ?? null;

/** Watches or mutes graphs, layouts or groups; null: neither. Shown at once, taken back if the server says no. */
export function useSetLevels() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (things: readonly ThingLevel[]) => {
      for (const { type, id, level } of things)
        await api<unknown>(
          `/api/watches/${type}/${id}`,
          level ? { method: "PUT", body: { level } } : { method: "DELETE" },
        );
    },
    onMutate: (things) => show(client, things),
    onError: () => client.invalidateQueries(watchesQuery()),
    onSettled: () => client.invalidateQueries({ queryKey: ["notifications", "why"] }),
  });
}

function show(client: QueryClient, things: readonly ThingLevel[]): void {
  client.setQueryData(watchesQuery().queryKey, (known = []) => [
    ...things.flatMap(({ level, ...thing }) => (level ? [{ ...thing, level }] : [])),
    ...known.filter((each) => !things.some(({ type, id }) => each.type === type && each.id === id)),
  ]);
}
