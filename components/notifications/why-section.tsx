"use client";
import { useQuery } from "@tanstack/react-query";
import type { Notification } from "@/server/contract/notification";
import { because } from "@/server/contract/wording";
import { whyQuery } from "./queries/why-query";

/** Why this came: the reasons at once, then where it came from and how long each step took. */
export function WhySection({ row }: { row: Notification }) {
  const { data: why } = useQuery(whyQuery({ id: row.id }));
  return (
    <section aria-label="Why you see this" className="min-h-20 text-[13px] leading-5 text-ink-2">
      <p>
        <strong className="text-ink">Why you see this:</strong> {because(row.reasons).replace(/^because /, "")}.
      </p>
      {why?.origins?.map((origin) => (
        <p key={`${origin.topic}/${origin.partition}/${origin.offset}`} className="mt-1 text-meta text-ink-3">
          From topic {origin.topic}, partition {origin.partition}, offset {origin.offset}
        </p>
      ))}
    </section>
  );
}
