"use client";
import { ArrowUpRight, BellOff } from "lucide-react";
import Link from "next/link";
import { Button, buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { RelativeTime } from "@/components/ui/relative-time";
import { TypeTag } from "@/components/ui/type-tag";
import type { Notification } from "@/server/contract/notification";
import { isSafeUrl } from "@/server/contract/resource-ref";
import { ChangeDetails } from "./change-details";
import { useInboxActions } from "./inbox-actions";
import { RowActions } from "./row-actions";
import { Sentence } from "./sentence";
import { WhySection } from "./why-section";

/** One notification in full: what changed, then what to do, then why it came. */
export function ReadingPane({ row }: { row: Notification }) {
  const { follow, mute } = useInboxActions();
  const { resource } = row;
  const here = resource.state === "here" && isSafeUrl(resource.url);
  return (
    <article aria-labelledby="reading-title" className="flex flex-col gap-4">
      <header>
        <h2 id="reading-title" className="text-title font-bold text-balance">
          {resource.name || row.message}
        </h2>
        <p className="mt-1 text-ink-2">
          <Sentence parts={row.parts} quiet />, <RelativeTime iso={row.occurredAt} />
          {row.group && !row.parts.some((part) => part.kind === "group") && ` · ${row.group.name}`}
        </p>
        <p className="mt-2 flex flex-wrap gap-3">
          {row.types.map((type) => (
            <TypeTag key={type} type={type} />
          ))}
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
            Open {resource.type}
            <Icon of={ArrowUpRight} size={16} />
          </Link>
        )}
        <Button onClick={() => mute(row)}>
          <Icon of={BellOff} size={16} />
          Mute
        </Button>
        <RowActions rows={[row]} />
      </div>
      <hr className="border-line" />
      <WhySection row={row} />
    </article>
  );
}
