import type { SentencePart } from "@/server/contract/wording";
import { RelativeTime } from "../ui/relative-time";

type Entry = { id: string; parts: SentencePart[]; summary: string[]; occurredAt: string };

/** What happened, newest first. */
export function HistoryList({ entries }: { entries: Entry[] }) {
  if (entries.length === 0) return <p className="text-ink-3">Nothing yet.</p>;
  return (
    <ol className="grid gap-3 border-l border-line pl-4">
      {entries.map(({ id, parts, summary, occurredAt }) => (
        <li
          key={id}
          className="relative before:absolute before:top-2 before:-left-[19px] before:size-[5px] before:rounded-full before:bg-edge"
        >
          <p className="text-ink-2">
            {parts.map((part, index) =>
              part.kind === "text" ? (
                part.text
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: a sentence never changes its order
                <strong key={index} className="font-medium text-ink">
                  {part.text}
                </strong>
              ),
            )}
          </p>
          <p className="text-meta text-ink-3 tabular-nums">
            {summary.length > 0 && `${summary.join(", ")} · `}
            <RelativeTime iso={occurredAt} />
          </p>
        </li>
      ))}
    </ol>
  );
}
