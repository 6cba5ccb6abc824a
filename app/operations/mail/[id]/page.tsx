import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Deeds } from "@/components/operations/deeds";
import { ExactTime } from "@/components/operations/exact-time";
import { Section } from "@/components/settings/section";
import { cx } from "@/components/ui/class-names";
import { RelativeTime } from "@/components/ui/relative-time";
import { type MailItem, readMail } from "@/server/digest/read-mail";
import { isAppError } from "@/server/errors";
import { listActs } from "@/server/operations/list-acts";
import { getRuntime } from "@/server/runtime";
import { requireAdmin } from "../../../viewer";
import { Facts } from "../../facts";
import { deedsForUnknown, statuses } from "../words";
import { type Chapter, itemsWords, tellStory } from "./tell-story";

export const metadata: Metadata = { title: "One mail · Operations" };

/** One mail's whole story: claimed, written, every attempt with the server's words, what it tells of, its headers. */
export default async function MailStoryPage({ params }: { params: Promise<{ id: string }> }) {
  await requireAdmin();
  const { db } = getRuntime();
  const { id } = await params;
  const [mail, acts] = await Promise.all([readMail(db, id), listActs(db, { subject: `mail/${id}` })]).catch((error) => {
    if (isAppError(error) && error.status === 404) notFound();
    throw error;
  });
  const link = "text-accent underline underline-offset-2";
  return (
    <>
      <header className="grid gap-3">
        <p className="text-meta text-ink-3">
          <Link href="/operations/mail" prefetch={false} className={link}>
            E-mail
          </Link>
          {mail.runId !== null && (
            <>
              {" / "}
              <Link href={`/operations/mail/runs/${mail.runId}`} prefetch={false} className={link}>
                run {mail.runId}
              </Link>
            </>
          )}{" "}
          / one mail
        </p>
        <div>
          <h1 className="text-title font-bold wrap-anywhere">{mail.subject ?? "A mail that was not written yet"}</h1>
          <p className="mt-0.5 text-ink-2 wrap-anywhere">
            To {mail.address}: {statuses[mail.status]}.
          </p>
        </div>
        <Deeds deeds={mail.status === "unknown" ? deedsForUnknown(mail) : []} />
      </header>
      <Section title="What happened to it">
        <ol className="grid p-4">
          {tellStory(mail, acts, new Date()).map((chapter) => (
            <ChapterLine key={`${chapter.at.toISOString()}${chapter.title}`} chapter={chapter} />
          ))}
        </ol>
      </Section>
      <Section title="What it tells of" lead={itemsWords(mail)}>
        {mail.told.length > 0 && <Items items={mail.told} more={mail.items - mail.told.length} />}
      </Section>
      <Section title="On the wire">
        <Facts
          facts={[
            [
              "Message-ID",
              <code key="id" className="font-mono">
                {mail.messageId}
              </code>,
            ],
            ["Last answer", mail.response ?? "none yet"],
          ]}
        />
        {mail.headers === null && (
          <p className="border-t border-line p-4 text-ink-2">No headers were kept: no attempt ended yet.</p>
        )}
        {mail.headers && (
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
            tabIndex={0}
            className="overflow-x-auto border-t border-line p-4 font-mono text-meta whitespace-pre-wrap wrap-anywhere"
          >
            {mail.headers}
          </pre>
        )}
      </Section>
    </>
  );
}

const dots: Record<Chapter["tone"], string> = {
  plain: "border-edge bg-surface",
  good: "border-added bg-added",
  bad: "rotate-45 rounded-none border-removed bg-removed",
  unsure: "rotate-45 rounded-none border-watch bg-surface",
};

function ChapterLine({ chapter: { at, title, text, tone } }: { chapter: Chapter }) {
  return (
    <li className="relative grid gap-0.5 pb-5 pl-6 last:pb-0 not-last:before:absolute not-last:before:inset-y-0 not-last:before:top-4 not-last:before:left-[5px] not-last:before:w-px not-last:before:bg-line">
      <span aria-hidden="true" className={cx("absolute top-1 left-0 size-[11px] rounded-full border-2", dots[tone])} />
      <span className="flex flex-wrap justify-between gap-x-3">
        <span className="font-medium">{title}</span>
        <ExactTime iso={at.toISOString()} className="text-meta text-ink-3 tabular-nums" />
      </span>
      <span className="text-ink-2 wrap-anywhere">{text}</span>
    </li>
  );
}

function Items({ items, more }: { items: MailItem[]; more: number }) {
  return (
    <ul className="divide-y divide-line">
      {items.map(({ id, text, occurredAt, readAt }) => (
        <li key={id} className="flex flex-wrap justify-between gap-x-4 px-4 py-2.5">
          <span className="min-w-0 wrap-anywhere">{text}</span>
          <span className="text-meta text-ink-3">
            {readAt ? "read · " : ""}
            <RelativeTime iso={occurredAt.toISOString()} />
          </span>
        </li>
      ))}
      {more > 0 && <li className="px-4 py-2.5 text-ink-2">and {more} more</li>}
    </ul>
  );
}
