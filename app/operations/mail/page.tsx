import type { Metadata } from "next";
import Link from "next/link";
import { Deeds } from "@/components/operations/deeds";
import { ExactTime } from "@/components/operations/exact-time";
import { LiveRefresh } from "@/components/operations/live-refresh";
import { counted, duration } from "@/components/operations/number";
import { OutcomeChart } from "@/components/operations/outcome-chart";
import { Section } from "@/components/settings/section";
import { buttonClass } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { RelativeTime } from "@/components/ui/relative-time";
import { listMails, type MailLine } from "@/server/digest/list-mails";
import { listRuns } from "@/server/digest/list-runs";
import { type Hold, readHold } from "@/server/digest/read-hold";
import { getRuntime } from "@/server/runtime";
import { requireAdmin } from "../../viewer";
import { type Entry, groupDecisions } from "./group-decisions";
import { decisions, deedsForUnknown, statuses } from "./words";

export const metadata: Metadata = { title: "E-mail · Operations" };

const shown = 100;
const inChart = 40;

type Search = Promise<Record<string, string | string[] | undefined>>;

/** When mail went out and why then, what came of it, and what only an administrator can decide. */
export default async function MailPage({ searchParams }: { searchParams: Search }) {
  await requireAdmin();
  const { db } = getRuntime();
  const { before: asked } = await searchParams;
  const before = typeof asked === "string" && /^[1-9]\d{0,17}$/.test(asked) ? asked : undefined;
  const [runs, made, unknown, hold] = await Promise.all([
    listRuns(db, { limit: shown, before }),
    listRuns(db, { limit: inChart, made: true }),
    listMails(db, { status: "unknown" }),
    readHold(db),
  ]);
  return (
    <>
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h1 className="text-title font-bold">E-mail</h1>
        <LiveRefresh seconds={15} />
      </header>
      {hold && <HoldSection hold={hold} />}
      {unknown.length > 0 && <UnknownSection mails={unknown} />}
      {made.length > 0 && (
        <Section title="How mails ended">
          <OutcomeChart runs={made.toReversed()} />
        </Section>
      )}
      <Section
        title="Runs, and decisions against one"
        lead="Mail goes out when it is due and the system is idle, or at its deadline. Each decision is kept with what it rested on."
      >
        {runs.length === 0 ? (
          <p className="p-5 text-ink-2">Nothing was due yet.</p>
        ) : (
          <ul className="divide-y divide-line">
            {groupDecisions(runs).map((entry) => (
              <Decision key={entry.run.id} entry={entry} />
            ))}
          </ul>
        )}
      </Section>
      {runs.length === shown && (
        <Link
          href={`/operations/mail?before=${runs.at(-1)?.id}`}
          prefetch={false}
          className={cx(buttonClass(), "justify-self-center")}
        >
          Older
        </Link>
      )}
    </>
  );
}

function HoldSection({ hold: { since, people, notifications } }: { hold: Hold }) {
  const what = `${counted(notifications, "unread notification")} of ${counted(people, "person", "people")}`;
  const path = "/api/operations/hold";
  return (
    <Section
      title="All mail is on hold"
      lead={
        <>
          The database was restored (noticed <ExactTime iso={since.toISOString()} />
          ), so some of what looks unmailed may have been mailed before. You decide about {what}.
        </>
      }
    >
      <div className="p-4">
        <Deeds
          deeds={[
            {
              label: "Release",
              title: "Let mail go out again?",
              explains: <p>{what} may be mailed, some perhaps a second time.</p>,
              confirm: "Release",
              path,
              body: { action: "release" },
              done: "Mail goes out again.",
            },
            {
              label: "Never mail these",
              title: "Never mail what is unread now?",
              explains: <p>{what} are never mailed; they stay unread in the inbox. What comes later is mailed.</p>,
              confirm: "Never mail these",
              look: "danger",
              path,
              body: { action: "dismiss" },
              done: "Mail goes out again, without these.",
            },
          ]}
        />
      </div>
    </Section>
  );
}

function UnknownSection({ mails }: { mails: MailLine[] }) {
  return (
    <Section
      title="Mails that may have arrived"
      lead="The line broke while they were on their way, so they are never sent again by themselves. You decide."
    >
      <ul className="divide-y divide-line">
        {mails.map(({ id, address, items, response, settledAt }) => (
          <li key={id} className="grid gap-2 px-4 py-3">
            <div className="grid gap-0.5">
              <span className="flex flex-wrap justify-between gap-x-3">
                <Link
                  href={`/operations/mail/${id}`}
                  prefetch={false}
                  className="font-medium text-accent underline underline-offset-2 wrap-anywhere touch:py-3"
                >
                  {address}, {counted(items, "notification")}
                </Link>
                {settledAt && <RelativeTime iso={settledAt.toISOString()} className="text-meta text-ink-3" />}
              </span>
              <span className="text-meta text-ink-2 wrap-anywhere">{response}</span>
            </div>
            <Deeds deeds={deedsForUnknown({ id, address })} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Decision({ entry: { run, times, since } }: { entry: Entry }) {
  const { id, decision, reason, people, mails, outcomes, startedAt, endedAt } = run;
  const seconds = endedAt ? (endedAt.getTime() - startedAt.getTime()) / 1000 : null;
  const facts = [
    people > 0 && counted(people, "person", "people"),
    people > 0 && counted(mails, "mail"),
    ...Object.entries(outcomes)
      .filter(([status]) => status !== "sent")
      .map(([status, count]) => `${count} ${statuses[status as keyof typeof statuses]}`),
    people > 0 && seconds !== null && `took ${duration(seconds)}`,
  ];
  return (
    <li className="relative grid gap-0.5 px-4 py-3 hover:bg-sunk">
      <span className="flex flex-wrap justify-between gap-x-3">
        <Link
          href={`/operations/mail/runs/${id}`}
          prefetch={false}
          className="font-medium before:absolute before:inset-0"
        >
          {decisions[decision]}
          {times > 1 && ` ${times} times in ${duration((startedAt.getTime() - since.getTime()) / 1000)}`}
        </Link>
        <RelativeTime iso={startedAt.toISOString()} className="text-meta text-ink-3" />
      </span>
      <span className="text-ink-2 wrap-anywhere">{reason}</span>
      <span className="text-meta text-ink-3">{facts.filter(Boolean).join(" · ")}</span>
    </li>
  );
}
