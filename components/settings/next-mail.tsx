"use client";
import { useQuery } from "@tanstack/react-query";
import type { MailPreview, NextMail as NextMailAnswer } from "@/server/contract/next-mail";
import { api } from "../api";
import { Button } from "../ui/button";
import { nextMailQuery } from "./next-mail-query";
import { OutcomeLine } from "./outcome";
import { useAction } from "./use-action";

/** When the next mail comes and what would be in it; and one now, to see what it looks like. */
export function NextMail({ given, timeZone }: { given: NextMailAnswer; timeZone: string }) {
  const said = (iso: string) =>
    new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone }).format(new Date(iso));
  const { data: next } = useQuery({ ...nextMailQuery(), initialData: given, refetchInterval: 60_000 });
  const { pending, outcome, run } = useAction();
  const send = async () => {
    await api<MailPreview>("/api/settings/mail", { method: "POST" });
  };
  return (
    <div className="flex flex-wrap items-center justify-between gap-4 border-t border-line p-5">
      <div className="min-w-0 flex-1 basis-72 text-ink-2">
        {next.paused !== null ? (
          <p className="text-removed wrap-anywhere">
            Paused: the mail server refused your address ({next.paused || "without a word"}). Save the settings above to
            try again.
          </p>
        ) : next.at === null ? (
          <p>No mail is planned.</p>
        ) : (
          <p>
            The next mail is due{" "}
            <time dateTime={next.at} className="font-medium text-ink">
              {said(next.at)}
            </time>
            {next.count === 0
              ? "; nothing would be in it now."
              : `, with ${next.count} unread notification${next.count === 1 ? "" : "s"} so far.`}
          </p>
        )}
        {next.at !== null && next.first.length > 0 && (
          <ul className="my-2 grid gap-1 text-meta" aria-label="What would be in it">
            {next.first.map((words, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: words may repeat
              <li key={index} className="truncate">
                {words}
              </li>
            ))}
            {next.count > next.first.length && <li>and {next.count - next.first.length} more</li>}
          </ul>
        )}
        {next.held && <p>All mail is on hold after a restore of the database.</p>}
        {next.lastAt && (
          <p>
            The last one went out <time dateTime={next.lastAt}>{said(next.lastAt)}</time>.
          </p>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-3 sm:flex-row-reverse">
        <Button disabled={pending} onClick={() => run(send, "Sent.")}>
          {pending ? "Sending…" : "Send me a preview"}
        </Button>
        <OutcomeLine outcome={outcome} />
      </div>
    </div>
  );
}
