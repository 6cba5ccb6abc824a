"use client";
import { useQuery } from "@tanstack/react-query";
import { ArrowUpRight, Bell, BellOff } from "lucide-react";
import Link from "next/link";
import { Button, buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { LinkPending } from "@/components/ui/link-pending";
import { RelativeTime } from "@/components/ui/relative-time";
import { TypeTag } from "@/components/ui/type-tag";
import type { Notification } from "@/server/contract/notification";
import { isSafeUrl } from "@/server/contract/resource-ref";
import { isTest } from "@/server/contract/test-graph";
import { ChangeDetails } from "./change-details";
import { useInboxActions } from "./inbox-actions";
import { MutedTag } from "./muted-tag";
import { levelOf, watchesQuery } from "./queries/watch";
import { RowActions } from "./row-actions";
import { Sentence } from "./sentence";
import { thingKey, watchableThings } from "./watchable-things";
import { WhyNotHeard } from "./why-not-heard";
import { WhySection } from "./why-section";

/** One notification in full: what changed, then what to do, then why it came. */
export function ReadingPane({ row }: { row: Notification }) {
  const { follow, setLevel } = useInboxActions();
  const { data: watches } = useQuery(watchesQuery());
  const things = watchableThings([row]);
  const muted = things.some((thing) => levelOf(watches, thing) === "muted");
  const { resource } = row;
  const here = resource.state === "here" && isSafeUrl(resource.url);
  const comparison = comparisonOf(resource);
  return (
    <article aria-labelledby="reading-title" className="flex flex-col gap-4">
      <header>
        <h2 id="reading-title" className="text-title font-bold text-balance">
          {resource.name || row.message}
        </h2>
        <p className="mt-1 text-ink-2">
          <Sentence parts={row.parts} quiet /> · <RelativeTime iso={row.occurredAt} />
          {row.group && !row.parts.some((part) => part.kind === "group") && ` · ${row.group.name}`}
        </p>
        <p className="mt-2 flex flex-wrap gap-3">
          {row.types.map((type) => (
            <TypeTag key={type} type={type} />
          ))}
          {muted && <MutedTag />}
        </p>
      </header>
      <ChangeDetails row={row} />
      {!here && <p className="rounded-md bg-sunk px-3 py-2 text-ink-2">This {resource.type} is no longer there.</p>}
      <div className="flex flex-wrap items-center gap-2">
        {here && (
          <Link
            href={resource.url}
            prefetch={false}
            onClick={() => follow(row)}
            className={buttonClass({ look: "primary" })}
          >
            Open {isTest(resource) ? "settings" : resource.type}
            <Icon of={ArrowUpRight} size={16} />
            <LinkPending />
          </Link>
        )}
        {here && comparison && (
          <Link href={comparison} prefetch={false} className={buttonClass()}>
            Compare layouts
          </Link>
        )}
        {things.length > 0 && (
          <Button aria-pressed={muted} onClick={() => setLevel(things, muted ? null : "muted")}>
            <Icon of={muted ? Bell : BellOff} size={16} />
            {muted ? "Unmute" : "Mute"}
          </Button>
        )}
        <RowActions rows={[row]} about={row.message} />
      </div>
      <hr className="border-line" />
      <WhySection row={row} />
      {things.map((thing) => (
        <WhyNotHeard key={thingKey(thing)} thing={thing} />
      ))}
    </article>
  );
}

/** Where a layout is compared with another of its graph; null for anything else. */
function comparisonOf({ type, url }: Notification["resource"]): string | null {
  const [, graph, layout] = (type === "layout" && /^\/graphs\/(\d+)\?user_layout=(\d+)$/.exec(url)) || [];
  return layout ? `/graphs/${graph}/compare?to=${layout}` : null;
}
