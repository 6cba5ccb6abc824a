import { TriangleAlert } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ExactTime } from "@/components/operations/exact-time";
import { counted, duration } from "@/components/operations/number";
import { Section } from "@/components/settings/section";
import { Icon } from "@/components/ui/icon";
import type { Signal } from "@/server/digest/judge-load";
import { listMails, type MailLine } from "@/server/digest/list-mails";
import { type RunDetail, type RunInputs, readRun } from "@/server/digest/read-run";
import { isAppError } from "@/server/errors";
import { getRuntime } from "@/server/runtime";
import { requireAdmin } from "../../../../viewer";
import { Facts } from "../../../facts";
import { decisions, signals, statuses } from "../../words";

export const metadata: Metadata = { title: "E-mail run · Operations" };

const shown = 200;

/** One run, or one decision against it: what it rested on, and what came of it. */
export default async function RunPage({ params }: { params: Promise<{ id: string }> }) {
  await requireAdmin();
  const { db } = getRuntime();
  const run = await readRun(db, (await params).id).catch((error) => {
    if (isAppError(error) && error.status === 404) notFound();
    throw error;
  });
  const mails = await listMails(db, { runId: run.id, limit: shown });
  return (
    <>
      <header>
        <p className="text-meta text-ink-3">
          <Link href="/operations/mail" prefetch={false} className="text-accent underline underline-offset-2">
            E-mail
          </Link>{" "}
          / run {run.id}
        </p>
        <h1 className="mt-2 text-title font-bold">{decisions[run.decision]}</h1>
        <p className="mt-0.5 max-w-prose text-ink-2 wrap-anywhere">{run.reason}</p>
      </header>
      <Section title="What came of it">
        <Facts facts={factsOf(run)} />
      </Section>
      <Section title="Why then" lead="What every node had measured when this was decided, beside its limit.">
        <Inputs inputs={run.inputs} />
      </Section>
      {mails.length > 0 && (
        <Section title="Its mails" lead={mails.length === shown ? `The newest ${shown}.` : undefined}>
          <ul className="divide-y divide-line">
            {mails.map((mail) => (
              <Mail key={mail.id} mail={mail} />
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

const factsOf = ({ startedAt, endedAt, people, mails, outcomes }: RunDetail): Parameters<typeof Facts>[0]["facts"] => [
  ["Decided", <ExactTime key="decided" iso={startedAt.toISOString()} />],
  [
    "Took",
    endedAt ? duration((endedAt.getTime() - startedAt.getTime()) / 1000) : "it is under way, or its process ended",
  ],
  ["People due", String(people)],
  ["Mails sent", String(mails)],
  [
    "How its mails stand now",
    Object.entries(outcomes)
      .map(([status, count]) => `${count} ${statuses[status as keyof typeof statuses]}`)
      .join(", ") || "there are none",
  ],
];

function Inputs({ inputs: { nodes = [], limits, idleSeconds, waiting } }: { inputs: RunInputs }) {
  if (!limits) return <p className="p-4 text-ink-2">It was made by hand: nothing was measured for it.</p>;
  return (
    <>
      {waiting && (
        <p className="border-b border-line px-4 py-3 text-ink-2">
          {counted(waiting.people, "person", "people")} due, {counted(waiting.retries, "mail")} to try again,{" "}
          {waiting.overdue} past the deadline. Idle means: all below their limits for {idleSeconds} s.
        </p>
      )}
      <section
        aria-label="Signals"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        tabIndex={0}
        className="overflow-x-auto"
      >
        <table className="w-full border-collapse">
          <thead className="text-left text-meta text-ink-3">
            <tr>
              <th scope="col" className="px-4 py-2 font-normal">
                Signal
              </th>
              <th scope="col" className="px-4 py-2 font-normal">
                Below
              </th>
              {nodes.map(({ node, measuredAt }) => (
                <th key={node} scope="col" className="px-4 py-2 font-normal whitespace-nowrap">
                  {node}, measured <ExactTime iso={measuredAt} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="tabular-nums">
            {(Object.keys(signals) as Signal[]).map((signal) => (
              <tr key={signal} className="border-t border-line">
                <th scope="row" className="px-4 py-2 text-left font-normal">
                  {signals[signal][0]}
                </th>
                <td className="px-4 py-2 whitespace-nowrap text-ink-2">{signals[signal][1](limits[signal])}</td>
                {nodes.map(({ node, worst, lost }) => (
                  <td key={node} className="px-4 py-2">
                    <Value signal={signal} value={worst[signal]} limit={limits[signal]} lost={lost.includes(signal)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

/** The worst of the window is what decides. */
function Value({ signal, value, limit, lost }: { signal: Signal; value?: number; limit: number; lost: boolean }) {
  if (lost) return <b className="text-removed">no longer reported</b>;
  if (value === undefined) return <span className="text-ink-3">not reported here</span>;
  const written = signals[signal][1](value);
  if (value < limit) return written;
  return (
    <b className="inline-flex items-center gap-1.5">
      <Icon of={TriangleAlert} size={14} className="text-watch" />
      {written}
      <span className="sr-only">, too much</span>
    </b>
  );
}

function Mail({ mail: { id, address, status, items, subject, attempts, response } }: { mail: MailLine }) {
  return (
    <li className="relative grid gap-0.5 px-4 py-3 hover:bg-sunk">
      <span className="flex flex-wrap justify-between gap-x-3">
        <Link
          href={`/operations/mail/${id}`}
          prefetch={false}
          className="min-w-0 font-medium wrap-anywhere before:absolute before:inset-0"
        >
          {address}
        </Link>
        <span className="text-ink-2">{statuses[status]}</span>
      </span>
      <span className="text-meta text-ink-2 wrap-anywhere">
        {[subject, response].filter((words) => words !== null).join(" · ")}
      </span>
      <span className="text-meta text-ink-3">
        {counted(items, "notification")} · {counted(attempts, "attempt")}
      </span>
    </li>
  );
}
