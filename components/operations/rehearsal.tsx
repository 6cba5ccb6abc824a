import type { ReplayOutcome } from "@/server/contract/operations";
import { counted } from "./number";

/** What replaying would do, as the server found out by trying; null while it tries. */
export function Rehearsal({ outcome }: { outcome: ReplayOutcome | Error | null }) {
  return (
    <div role="status" className="mt-4 rounded-md bg-sunk px-4 py-3">
      {outcome === null ? (
        <p className="text-ink-2">Trying it out, without keeping anything …</p>
      ) : outcome instanceof Error ? (
        <p className="text-removed">{outcome.message}</p>
      ) : outcome.refused !== null ? (
        <p>
          <b>It still cannot be processed:</b> <span className="wrap-anywhere">{outcome.refused}.</span>
        </p>
      ) : (
        <>
          <p className="font-bold">
            {counted(outcome.notifications, "notification")}, {counted(outcome.mails, "mail")}
          </p>
          <p className="mt-0.5 text-meta text-ink-2 wrap-anywhere">{peopleOf(outcome)}</p>
        </>
      )}
    </div>
  );
}

function peopleOf({ notifications, people, mails }: ReplayOutcome): string {
  if (notifications === 0) return "Nobody hears of it anew: what it tells is known already, or concerns nobody.";
  const more = notifications - people.length;
  const to = `To ${people.join(", ")}${more > 0 ? ` and ${counted(more, "other")}` : ""}.`;
  return mails === 0 ? to : `${to} ${counted(mails, "person", "people")} would also find it in the next e-mail.`;
}
