"use client";
import { BellOff, Check, ChevronDown, Eye } from "lucide-react";
import { useState } from "react";
import type { WatchLevel } from "@/server/contract/api";
import type { ResourceType } from "@/server/contract/resource";
import { api } from "../api";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "../ui/menu";

type Level = WatchLevel | null;
type State = { level: Level; watchers: number };

const choices: { level: Level; name: string; says: string }[] = [
  { level: "watching", name: "Watching", says: "Hear of every change" },
  { level: null, name: "Default", says: "Only what reaches you as owner or member" },
  { level: "muted", name: "Muted", says: "Hear nothing about it" },
];

/** How much one wants to hear of a graph, layout or group, and how many people watch it. */
export function WatchButton({
  type,
  id,
  name,
  initial,
  compact = false,
}: {
  type: ResourceType;
  id: number;
  name: string;
  initial: State;
  compact?: boolean;
}) {
  const [state, setState] = useState(initial);
  const [problem, setProblem] = useState<string>();
  const choose = async (level: Level) => {
    const before = state;
    const change = Number(level === "watching") - Number(before.level === "watching");
    setState({ level, watchers: before.watchers + change });
    setProblem(undefined);
    try {
      const path = `/api/watches/${type}/${id}`;
      const answer = await api<State>(path, level ? { method: "PUT", body: { level } } : { method: "DELETE" });
      if (typeof answer?.watchers === "number") setState({ level: answer.level ?? null, watchers: answer.watchers });
    } catch (error) {
      setState(before);
      setProblem((error as Error).message);
    }
  };
  const words = state.level === "watching" ? "Watching" : state.level === "muted" ? "Muted" : "Watch";
  return (
    <span className="inline-flex items-center gap-2">
      <Menu>
        <MenuTrigger asChild>
          <Button
            size={compact ? "small" : "medium"}
            aria-label={`${words}: ${name}. ${state.watchers} ${state.watchers === 1 ? "person watches" : "people watch"}`}
            className={state.level === "watching" ? "border-accent! bg-accent-soft! text-accent!" : undefined}
          >
            <Icon of={state.level === "muted" ? BellOff : Eye} size={16} />
            {words}
            <span className="rounded-full bg-sunk px-1.5 font-mono text-meta text-ink-2 tabular-nums">
              {state.watchers}
            </span>
            <Icon of={ChevronDown} size={14} />
          </Button>
        </MenuTrigger>
        <MenuContent className="w-72">
          {choices.map(({ level, name: label, says }) => (
            <MenuItem key={label} onSelect={() => void choose(level)}>
              <span className="flex-1">
                <span className="block font-medium">{label}</span>
                <span className="block text-meta text-ink-3">{says}</span>
              </span>
              {state.level === level && (
                <>
                  <Icon of={Check} size={16} className="text-accent" />
                  <span className="sr-only">chosen</span>
                </>
              )}
            </MenuItem>
          ))}
        </MenuContent>
      </Menu>
      {problem && (
        <span role="alert" className="text-meta text-removed">
          {problem}
        </span>
      )}
    </span>
  );
}
