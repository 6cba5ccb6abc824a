import type { Metadata } from "next";
import Link from "next/link";
import { counted, number } from "@/components/operations/number";
import { buttonClass } from "@/components/ui/button";
import { chipClass } from "@/components/ui/chip";
import { cx } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { type DeadLetter, deadLetterFilter } from "@/server/contract/operations";
import { listDeadLetters } from "@/server/operations/list-dead-letters";
import { getRuntime } from "@/server/runtime";
import { requireAdmin } from "../../viewer";

export const metadata: Metadata = { title: "Dead letters · Operations" };

const views = [
  { state: "waiting", label: "Waiting" },
  { state: "replayed", label: "Replayed" },
  { state: "discarded", label: "Discarded" },
] as const;

type Search = Promise<Record<string, string | string[] | undefined>>;

/** Messages that could not be processed: each whole, with the reason. */
export default async function DeadLettersPage({ searchParams }: { searchParams: Search }) {
  await requireAdmin();
  const { db } = getRuntime();
  const asked = deadLetterFilter.safeParse(await searchParams);
  const filter = { state: "waiting" as const, ...(asked.success ? asked.data : {}) };
  const { deadLetters, nextBefore, waiting } = await listDeadLetters(db, filter);
  const address = (change: object) => {
    const given = Object.entries({ ...filter, before: undefined, ...change }).filter(
      ([, value]) => value !== undefined,
    );
    return `/operations/dead-letters?${new URLSearchParams(given as [string, string][])}`;
  };
  return (
    <>
      <header>
        <h1 className="text-title font-bold">Dead letters</h1>
        <p className="mt-0.5 max-w-prose text-ink-2">
          Messages that cannot be processed, each whole and with the reason; the rest of their batch was on time. Mend
          what is missing and replay, or discard.{" "}
          {waiting === 0 ? "None waits." : waiting === 1 ? "One waits." : `${number(waiting)} wait.`}
        </p>
      </header>
      <nav aria-label="Dead letters" className="flex flex-wrap items-center gap-2">
        {views.map(({ state, label }) => (
          <Link
            key={state}
            href={address({ state })}
            prefetch={false}
            aria-current={filter.state === state ? "page" : undefined}
            className={chipClass(filter.state === state)}
          >
            {label}
          </Link>
        ))}
        {filter.topic !== undefined && (
          <Link href={address({ topic: undefined })} prefetch={false} className={buttonClass({ size: "small" })}>
            Topic {filter.topic}: show all topics
          </Link>
        )}
      </nav>
      <div className="rounded-lg border border-line bg-surface">
        {deadLetters.length === 0 ? (
          <EmptyState title={filter.state === "waiting" ? "No message waits" : `None was ${filter.state}`}>
            {filter.state === "waiting" && "Everything that came could be processed, or was seen to."}
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line">
            {deadLetters.map((letter) => (
              <Row key={letter.id} letter={letter} topicAt={address({ topic: letter.topic })} />
            ))}
          </ul>
        )}
      </div>
      {nextBefore && (
        <Link
          href={address({ before: nextBefore })}
          prefetch={false}
          className={cx(buttonClass(), "justify-self-center")}
        >
          Older
        </Link>
      )}
    </>
  );
}

function Row({ letter, topicAt }: { letter: DeadLetter; topicAt: string }) {
  const { id, reason, topic, partition, offset, bytes, beginning, receivedAt } = letter;
  return (
    <li className="relative grid gap-1 px-4 py-3 hover:bg-sunk">
      <span className="flex flex-wrap justify-between gap-x-4">
        <Link
          href={`/operations/dead-letters/${id}`}
          prefetch={false}
          className="min-w-0 font-medium wrap-anywhere before:absolute before:inset-0"
        >
          {reason}
        </Link>
        <RelativeTime iso={receivedAt} className="text-meta text-ink-3" />
      </span>
      <code className="truncate font-mono text-meta text-ink-2">{beginning || "an empty message"}</code>
      <span className="text-meta text-ink-3">
        <Link href={topicAt} prefetch={false} className="relative underline underline-offset-2">
          {topic}
        </Link>{" "}
        · {partition < 0 ? `outbox ${offset}` : `partition ${partition}, offset ${offset}`} · {counted(bytes, "byte")}
      </span>
    </li>
  );
}
