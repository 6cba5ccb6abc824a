import { Fragment } from "react";
import type { Notification } from "@/server/contract/notification";
import { matchRanges } from "@/server/contract/search-tokens";
import type { SentencePart } from "@/server/contract/wording";

/** The sentence of a notification: people and things bold, searched words marked. */
export function Sentence({
  parts,
  search = "",
  quiet,
}: {
  parts: Notification["parts"];
  search?: string;
  quiet?: boolean;
}) {
  let at = 0;
  return parts.map((part) => {
    const start = at;
    at += part.text.length;
    const Tag = isName(part) ? "strong" : "span";
    return (
      <Tag key={start} className={isName(part) ? (quiet ? "font-medium" : "font-bold") : undefined}>
        <Marked text={part.text} search={search} />
      </Tag>
    );
  });
}

const isName = (part: SentencePart) => part.kind !== "text" && !/^you$/i.test(part.text);

/** Text with the places marked where a search matches. */
export function Marked({ text, search }: { text: string; search: string }) {
  const ranges = search ? matchRanges(text, search) : [];
  if (ranges.length === 0) return text;
  let at = 0;
  const pieces = ranges.map(({ start, end }) => {
    const before = text.slice(at, start);
    at = end;
    return (
      <Fragment key={start}>
        {before}
        <mark>{text.slice(start, end)}</mark>
      </Fragment>
    );
  });
  return [...pieces, text.slice(at)];
}
