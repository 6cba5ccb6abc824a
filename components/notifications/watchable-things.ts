import type { Notification } from "@/server/contract/notification";
import { isTest } from "@/server/contract/test-graph";
import type { Thing } from "./queries/watch";

/** The things that some notifications are about, each once, as far as they are still there. */
export function watchableThings(rows: readonly Notification[]): Thing[] {
  const things = new Map<string, Thing>();
  for (const { resource } of rows)
    if (resource.state === "here" && !isTest(resource))
      things.set(thingKey(resource), { type: resource.type, id: resource.id, name: resource.name });
  return [...things.values()];
}

/** The one group that all of them came through. */
export function groupOf(rows: readonly Notification[]): Thing | null {
  const group = rows[0]?.group;
  if (!group || rows.some((row) => row.group?.id !== group.id || row.resource.type === "group")) return null;
  return { type: "group", ...group };
}

export const thingKey = ({ type, id }: { type: string; id: string }): string => `${type}/${id}`;

/** "Wnt core", or "5 graphs". */
export function nameOf(things: readonly Thing[]): string {
  const [only] = things;
  if (!only) return "";
  if (things.length === 1) return only.name || `this ${only.type}`;
  const kinds = new Set(things.map(({ type }) => type));
  return `${things.length} ${kinds.size === 1 ? `${only.type}s` : "things"}`;
}
