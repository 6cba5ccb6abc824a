"use client";
import { useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import type { Notification } from "@/server/contract/notification";
import { isTest } from "@/server/contract/test-graph";
import type { Why } from "@/server/contract/why";
import { whyQuery } from "./queries/why-query";
import { useToday } from "./use-today";

/** Why this came: the reasons at once, then since when they hold, where it came from and how long each step took. */
export function WhySection({ row }: { row: Notification }) {
  const { data: why } = useQuery(whyQuery(row));
  const { timeZone } = useToday();
  const since = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", timeZone });
  const reasons = row.reasons.map((reason) => {
    const held = why?.reasons.find(({ type }) => type === reason.type)?.evidence?.since;
    return { ...reason, since: held ? `, since ${since.format(new Date(held))}` : "" };
  });
  return (
    <section aria-label="Why you see this" className="min-h-21 text-[13px] leading-5 text-ink-2">
      <p>
        <strong className="text-ink">Why you see this:</strong>{" "}
        {reasons.map((reason, index) => (
          <Fragment key={reason.type}>
            {index > 0 && (index === reasons.length - 1 ? ", and " : ", ")}
            {reason.text}
            {reason.since}
          </Fragment>
        ))}
        . {why && stepsOf(why, timeZone)}
      </p>
      {why && (
        <details className="mt-2 text-meta text-ink-3">
          <summary className="cursor-pointer touch:py-3.5">Where it came from, and by which rule</summary>
          <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 font-mono">
            {why.reasons.map(({ type, rule, evidence }) => (
              <Fragment key={type}>
                <dt>rule</dt>
                <dd>
                  {rule} {!isTest(row.resource) && behind(evidence)}
                </dd>
              </Fragment>
            ))}
            <dt>source</dt>
            <dd className="break-all">{why.source}</dd>
            <dt>id</dt>
            <dd className="break-all">{why.eventId}</dd>
            {why.origins.map(({ topic, partition, offset }) => (
              <Fragment key={`${topic}/${partition}/${offset}`}>
                <dt>topic</dt>
                <dd className="break-all">
                  {topic}, partition {partition}, offset {offset}
                </dd>
              </Fragment>
            ))}
          </dl>
        </details>
      )}
    </section>
  );
}

/** What makes a rule true for this person today. */
const behind = (evidence: Why["reasons"][number]["evidence"]) =>
  evidence ? `Here: your ${evidence.kind} of ${evidence.name}.` : "It no longer holds.";

/** "Produced 12 Nov, 14:02:07, consumed 8 ms later, stored 41 ms later, read 14:10:00": the day where it is another than the one before. */
function stepsOf(why: Why, timeZone: string | undefined): string {
  const { produced, occurred, consumed, stored, read, emailed } = why.times;
  const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone });
  const date = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone });
  let day: string | undefined;
  const at = (iso: string) => {
    const before = day;
    day = date.format(new Date(iso));
    return day === before ? clock.format(new Date(iso)) : `${day}, ${clock.format(new Date(iso))}`;
  };
  const began = produced ?? occurred;
  const steps: string[] = [];
  if (began) steps.push(`produced ${at(began)}`);
  if (consumed && began) steps.push(`consumed ${apart(began, consumed)}`);
  if (stored) steps.push(began ? `stored ${apart(began, stored)}` : `stored ${at(stored)}`);
  if (read) steps.push(`read ${at(read)}`);
  if (emailed) steps.push(`e-mailed ${at(emailed)}`);
  const text = steps.join(", ");
  return text && `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** "41 ms later", "3 s later", "2 h later". */
function apart(from: string, to: string): string {
  const ms = Math.max(0, Date.parse(to) - Date.parse(from));
  if (ms < 1000) return `${ms} ms later`;
  if (ms < 120_000) return `${Math.round(ms / 1000)} s later`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min later`;
  return ms < 172_800_000 ? `${Math.round(ms / 3_600_000)} h later` : `${Math.round(ms / 86_400_000)} days later`;
}
