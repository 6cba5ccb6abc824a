import type { Metadata } from "next";
import { Section } from "@/components/settings/section";
import { RelativeTime } from "@/components/ui/relative-time";
import { type DigestRun, listRuns } from "@/server/digest/list-runs";
import { listUnknown } from "@/server/digest/list-unknown";
import { getRuntime } from "@/server/runtime";
import { requireAdmin } from "../viewer";

export const metadata: Metadata = { title: "Operations" };

const decisions: Record<DigestRun["decision"], string> = {
  ran: "Ran",
  forced: "Ran at its deadline",
  manual: "Ran by hand",
  "put-off": "Put off",
  held: "On hold",
};

/** For administrators: when mail went out and why then, and the mails of which nobody knows whether they arrived. */
export default async function OperationsPage() {
  await requireAdmin();
  const { db } = getRuntime();
  const [runs, unknown] = await Promise.all([listRuns(db), listUnknown(db)]);
  return (
    <div className="mx-auto grid max-w-5xl gap-8 px-4 py-6 sm:px-5 md:py-8">
      <h1 className="text-title font-bold">Operations</h1>
      {unknown.length > 0 && (
        <Section
          title="Mails that may have arrived"
          lead={
            <>
              The line broke while they were on their way, so they are never sent again by themselves. You decide:{" "}
              <code className="font-mono">npm run digest -- --resend ID</code> or{" "}
              <code className="font-mono">--dismiss ID</code>.
            </>
          }
        >
          <ul className="divide-y divide-line">
            {unknown.map(({ id, address, items, response, settledAt }) => (
              <li key={id} className="grid gap-0.5 px-4 py-3">
                <span className="font-medium wrap-anywhere">
                  {address}, {items} notification{items === 1 ? "" : "s"}
                </span>
                <span className="text-meta text-ink-2 wrap-anywhere">{response}</span>
                <span className="flex flex-wrap gap-x-3 text-meta text-ink-3">
                  <code className="font-mono">{id}</code>
                  {settledAt && <RelativeTime iso={settledAt.toISOString()} />}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="E-mail runs" lead="Mail goes out when it is due and the system is idle, or at its deadline.">
        {runs.length === 0 ? (
          <p className="p-5 text-ink-2">Nothing was due yet.</p>
        ) : (
          <ul className="divide-y divide-line">
            {runs.map((run) => (
              <li key={run.id} className="grid gap-0.5 px-4 py-3">
                <span className="flex flex-wrap justify-between gap-x-3">
                  <span className="font-medium">
                    {decisions[run.decision]}
                    {run.people > 0 &&
                      `: ${counted(run.people, "person", "people")}, ${counted(run.mails, "mail", "mails")}`}
                  </span>
                  <RelativeTime iso={run.startedAt.toISOString()} className="text-meta text-ink-3" />
                </span>
                <span className="text-meta text-ink-2 wrap-anywhere">{run.reason}</span>
                <span className="text-meta text-ink-3">
                  {[
                    ...Object.entries(run.outcomes).map(([status, count]) => `${count} ${status}`),
                    ...(run.endedAt && run.people > 0
                      ? [`${((run.endedAt.getTime() - run.startedAt.getTime()) / 1000).toFixed(1)} s`]
                      : []),
                  ].join(" · ")}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </div>
  );
}

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
