"use client";
import { useQuery } from "@tanstack/react-query";
import { BellOff, Check } from "lucide-react";
import Link from "next/link";
import { Button, buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Thing } from "./queries/watch";
import { whyNotQuery } from "./queries/why-not-query";
import { inboxHref } from "./use-inbox-url";

/** What happened lately to a thing, and of each whether the reader was told and why. */
export function WhyNotList({ thing }: { thing: Thing }) {
  const { data, error, isFetching, refetch } = useQuery(whyNotQuery(thing));
  if (error && !isFetching)
    return (
      <div className="grid justify-items-start gap-3">
        <p role="alert" className="text-removed">
          {error.message}
        </p>
        <Button onClick={() => void refetch()}>Try again</Button>
      </div>
    );
  if (!data) return <p className="py-6 text-center text-ink-3">Loading…</p>;
  if (data.events.length === 0)
    return <p className="text-ink-2">Nothing has happened to {thing.name || `this ${thing.type}`} yet.</p>;
  return (
    <div className="grid gap-4">
      <p className="text-ink-2">
        What happened lately to <strong className="text-ink">{thing.name || `this ${thing.type}`}</strong>, and whether
        it was told to you, by today's rules.
      </p>
      <ol className="divide-y divide-line border-y border-line">
        {data.events.map(({ id, message, occurredAt, told, text }) => (
          <li key={id} className="flex gap-3 py-3">
            <Icon of={told ? Check : BellOff} size={16} className={told ? "mt-0.5 text-added" : "mt-0.5 text-ink-3"} />
            <div className="min-w-0 flex-1">
              <p className="break-words">
                {message} <RelativeTime iso={occurredAt} className="text-meta text-ink-3 before:content-['·_']" />
              </p>
              {told ? (
                <Link
                  href={inboxHref({ query: "is:all", open: id })}
                  prefetch={false}
                  className="text-meta text-accent hover:underline"
                >
                  {text}
                </Link>
              ) : (
                <p className="text-meta text-ink-2">{text}</p>
              )}
            </div>
          </li>
        ))}
      </ol>
      <Link href="/settings/notifications" prefetch={false} className={`${buttonClass()} justify-self-start`}>
        What reaches me
      </Link>
    </div>
  );
}
