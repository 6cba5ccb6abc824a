import Link from "next/link";
import type { Act, OperatorAct } from "@/server/contract/operations";
import { RelativeTime } from "../ui/relative-time";
import { counted } from "./number";

const words: Record<Act, string> = {
  replay: "replayed",
  discard: "discarded",
  resend: "had sent again",
  dismiss: "dismissed",
  "release-hold": "released",
  "dismiss-held": "dismissed",
};

/** Who did what by hand, newest first. Inside one thing's own page the thing is not named again. */
export function ActList({ acts, here = false }: { acts: OperatorAct[]; here?: boolean }) {
  return (
    <ul className="divide-y divide-line">
      {acts.map(({ at, by, act, subject, result }) => (
        <li key={`${at}${subject}`} className="flex flex-wrap justify-between gap-x-4 px-4 py-3">
          <span className="min-w-0 wrap-anywhere">
            <b>{by}</b> {words[act]} {here ? "it" : <Subject of={subject} />}
            {Object.keys(result).length > 0 && (
              <span className="text-ink-2">
                {": "}
                {Object.entries(result)
                  .map(([name, count]) => counted(count, name.replace(/s$/, "")))
                  .join(", ")}
              </span>
            )}
          </span>
          <RelativeTime iso={at} className="text-meta text-ink-3" />
        </li>
      ))}
    </ul>
  );
}

function Subject({ of: subject }: { of: string }) {
  const [kind, id] = subject.split("/");
  const link = "text-accent underline underline-offset-2";
  if (kind === "dead-letter")
    return (
      <Link href={`/operations/dead-letters/${id}`} prefetch={false} className={link}>
        dead letter {id}
      </Link>
    );
  if (kind === "mail")
    return (
      <Link href={`/operations/mail/${id}`} prefetch={false} className={link}>
        a mail
      </Link>
    );
  return "all mail that was on hold";
}
