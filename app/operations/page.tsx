import type { Metadata } from "next";
import Link from "next/link";
import { LatencyChart } from "@/components/operations/latency-chart";
import { LevelMark } from "@/components/operations/level-mark";
import { LiveRefresh } from "@/components/operations/live-refresh";
import { MinuteCard } from "@/components/operations/minute-card";
import { MinuteTable } from "@/components/operations/minute-table";
import { NodeList } from "@/components/operations/node-list";
import { counted, duration, number } from "@/components/operations/number";
import { Section } from "@/components/settings/section";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Health } from "@/server/contract/operations";
import { listRuns } from "@/server/digest/list-runs";
import { readHealth } from "@/server/operations/read-health";
import { getRuntime } from "@/server/runtime";
import { requireAdmin } from "../viewer";

export const metadata: Metadata = { title: "Operations" };

/** Is it healthy, in one glance. For administrators; for everybody else the page does not exist. */
export default async function OperationsPage() {
  await requireAdmin();
  const runtime = getRuntime();
  const [health, [lastRun]] = await Promise.all([readHealth(runtime), listRuns(runtime.db, { limit: 1, made: true })]);
  const { checks, minutes, latency, nodes, sockets, waiting } = health;
  const lastFull = minutes.at(-2);
  const sum = (of: (minute: (typeof minutes)[number]) => number) => minutes.reduce((all, each) => all + of(each), 0);
  return (
    <>
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h1 className="flex items-center gap-2.5 text-title font-bold">
          <LevelMark level={health.level} size={22} />
          {headline(health)}
        </h1>
        <LiveRefresh />
      </header>

      <ul className="grid gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-2 lg:grid-cols-3">
        {checks.map(({ name, level, says, at }) => (
          <li key={name} className="flex gap-2.5 bg-surface p-4">
            <LevelMark level={level} />
            <div className="min-w-0">
              <h2 className="font-medium">
                {at ? (
                  <Link href={at} prefetch={false} className="text-accent underline underline-offset-2">
                    {name}
                  </Link>
                ) : (
                  name
                )}
              </h2>
              <p className="text-ink-2 wrap-anywhere">{says}</p>
            </div>
          </li>
        ))}
      </ul>

      <section aria-labelledby="hour" className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <h2 id="hour" className="text-lead font-bold">
          The last hour, on all nodes
        </h2>
        <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
          <MinuteCard
            title="Events in"
            now={lastFull?.events ?? 0}
            unit="in the last full minute"
            note={`${number(sum(({ events }) => events))} in the hour.`}
            values={minutes.map(({ events }) => events)}
            metric="graphspace_events_total"
          />
          <MinuteCard
            title="Notifications out"
            now={lastFull?.notifications ?? 0}
            unit="in the last full minute"
            note={`${number(sum(({ notifications }) => notifications))} in the hour.`}
            values={minutes.map(({ notifications }) => notifications)}
            metric="graphspace_notifications_total"
          />
          <MinuteCard
            title="Waiting to be stored"
            now={waiting}
            unit={waiting === 1 ? "message" : waiting === null ? "while the brokers are away" : "messages"}
            note="Consumer lag and outbox."
            values={minutes.map((minute) => minute.waiting)}
            metric="graphspace_consumer_lag, graphspace_outbox_depth"
          />
          <MinuteCard
            title="Sockets connected"
            now={sockets}
            unit={sockets === 1 ? "open page" : "open pages"}
            note="Live updates go there."
            values={minutes.map((minute) => minute.sockets)}
            metric="graphspace_sockets"
          />
        </div>
        <MinuteTable minutes={minutes} />
      </section>

      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Section
          title="From produced to in the browser"
          lead={
            latency.p50 === null || latency.p99 === null ? (
              "Nothing reached an open page in the last hour."
            ) : (
              <>
                Half within <b>{duration(latency.p50)}</b>, 99 of 100 within <b>{duration(latency.p99)}</b>: a sample of{" "}
                {number(latency.count)} in the last hour.
              </>
            )
          }
        >
          <div className="p-4">
            <LatencyChart {...latency} />
            <p className="mt-3 text-meta text-ink-3">
              From the producer's time stamp to the browser's acknowledgement.{" "}
              <code className="font-mono wrap-anywhere">graphspace_end_to_end_seconds</code>
            </p>
          </div>
        </Section>
        <div className="grid gap-6">
          {lastRun && (
            <Section title="Last e-mail run" lead={`Why then: ${lastRun.reason}`}>
              <p className="flex flex-wrap justify-between gap-x-3 px-4 py-3">
                <Link
                  href={`/operations/mail/runs/${lastRun.id}`}
                  prefetch={false}
                  className="text-accent underline underline-offset-2 touch:py-3"
                >
                  {counted(lastRun.people, "person", "people")}, {counted(lastRun.mails, "mail")}
                </Link>
                <RelativeTime iso={lastRun.startedAt.toISOString()} className="text-meta text-ink-3" />
              </p>
            </Section>
          )}
          <Section
            title="Nodes"
            lead="Every process reports its load every few seconds; mail waits until all are idle."
          >
            <NodeList nodes={nodes} />
          </Section>
        </div>
      </div>
    </>
  );
}

function headline({ checks, level }: Health): string {
  const count = checks.filter((check) => check.level !== "well").length;
  if (count === 0) return "All is well";
  return `${counted(count, "part")} ${count === 1 ? "needs" : "need"} ${level === "broken" ? "you now" : "a look"}`;
}
