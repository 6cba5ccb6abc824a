"use client";
import { Eye } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { WatchLevel } from "@/server/contract/api";
import type { ResourceType } from "@/server/contract/resource";
import { api } from "../api";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { Icon } from "../ui/icon";
import { RelativeTime } from "../ui/relative-time";
import { OutcomeLine } from "./outcome";
import { useAction } from "./use-action";

export type Watched = { type: ResourceType; id: string; name: string; level: WatchLevel; since: string };

const words: Record<WatchLevel, { state: string; end: string }> = {
  watching: { state: "Watching", end: "Stop watching" },
  muted: { state: "Muted", end: "Unmute" },
};
const kinds: Record<ResourceType, string> = { graph: "Graph", layout: "Layout", group: "Group" };

/** What a person watches and mutes, each removable. */
export function WatchList({ watches: given }: { watches: Watched[] }) {
  const [watches, setWatches] = useState(given);
  const { pending, outcome, run } = useAction();
  const end = async (thing: Watched) => {
    const path = `/api/watches/${thing.type}/${thing.id}`;
    const said = `${thing.name} is ${thing.level === "muted" ? "no longer muted" : "no longer watched"}.`;
    if (await run(() => api(path, { method: "DELETE" }), said))
      setWatches((all) => all.filter((each) => each !== thing));
  };
  return (
    <>
      {watches.length === 0 ? (
        <EmptyState icon={<Icon of={Eye} size={22} />} title="You watch and mute nothing">
          Watch a graph to hear of every change to it; mute one to hear nothing. The button is on each graph and group.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {watches.map((thing) => (
            <li key={`${thing.type}/${thing.id}`} className="flex items-center justify-between gap-4 px-5 py-3">
              <div className="min-w-0">
                <p className="flex font-medium *:truncate *:leading-6 touch:*:py-2.5">
                  {thing.type === "layout" ? (
                    <span>{thing.name}</span>
                  ) : (
                    <Link href={`/${thing.type}s/${thing.id}`} prefetch={false} className="hover:underline">
                      {thing.name}
                    </Link>
                  )}
                </p>
                <p className="text-meta text-ink-3">
                  {words[thing.level].state} · {kinds[thing.type]} · <RelativeTime iso={thing.since} />
                </p>
              </div>
              <Button
                disabled={pending}
                onClick={() => end(thing)}
                aria-label={`${words[thing.level].end}: ${thing.name}`}
              >
                {words[thing.level].end}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <OutcomeLine outcome={outcome} className={outcome ? "border-t border-line px-5 py-3" : "sr-only"} />
    </>
  );
}
