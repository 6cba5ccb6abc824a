import { counted, duration } from "@/components/operations/number";
import type { OperatorAct } from "@/server/contract/operations";
import type { MailStory } from "@/server/digest/read-mail";

/** One thing that happened to a mail. */
export type Chapter = { at: Date; title: string; text: string; tone: "plain" | "good" | "bad" | "unsure" };

const outcomes: Record<string, [title: string, tone: Chapter["tone"]]> = {
  sent: ["taken by the server", "good"],
  temporary: ["not now", "unsure"],
  permanent: ["refused for good", "bad"],
  unknown: ["no answer", "unsure"],
};

/** All that happened to a mail, in order. Pure. `now` tells what is still to come. */
export function tellStory(mail: MailStory, acts: OperatorAct[], now: Date): Chapter[] {
  const story: Chapter[] = [
    {
      at: mail.claimedAt,
      title: mail.attempts > 0 && mail.tries.length > 1 ? "Claimed, last" : "Claimed",
      text: `${mail.claimedBy ?? "a worker"}${mail.runId === null ? "" : `, in run ${mail.runId}`}`,
      tone: "plain",
    },
    ...mail.tries.map(({ begunAt, endedAt, outcome, response }, index): Chapter => {
      const [title, tone] = outcomes[outcome] ?? [outcome, "plain"];
      const took = begunAt ? ` after ${duration(Math.max(0, endedAt.getTime() - begunAt.getTime()) / 1000)}` : "";
      return { at: endedAt, title: `Attempt ${index + 1}: ${title}${took}`, text: response, tone };
    }),
    ...acts.map(
      ({ at, by, act }): Chapter => ({
        at: new Date(at),
        title: act === "resend" ? "To be sent again" : "Dismissed",
        text: `By ${by}.`,
        tone: "plain",
      }),
    ),
  ];
  if (mail.composedAt) story.push({ at: mail.composedAt, title: "Written", text: mail.subject ?? "", tone: "plain" });
  const byNobody = mail.status === "dismissed" && acts.every(({ act }) => act !== "dismiss");
  if (byNobody && mail.settledAt)
    story.push({ at: mail.settledAt, title: "Not sent after all", text: mail.response ?? "", tone: "plain" });
  if (mail.status === "claimed" && mail.sendingAt)
    story.push({ at: mail.sendingAt, title: "Being handed over", text: "No word from the server yet.", tone: "plain" });
  story.sort((one, other) => one.at.getTime() - other.at.getTime());
  if (mail.status === "retry" && mail.retryAt) story.push(next(mail.retryAt, now));
  return story;
}

function next(at: Date, now: Date): Chapter {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  const when = seconds > 0 ? `in ${duration(seconds)}` : "with the next run";
  return { at, title: "To come", text: `The next attempt is due ${when}.`, tone: "plain" };
}

/** What became of what a mail tells of. */
export const itemsWords = ({ items, status }: Pick<MailStory, "items" | "status">): string =>
  items > 0
    ? `${counted(items, "notification")} in the ledger: never in another mail.`
    : status === "failed"
      ? "Released: what it told of is in the next mail."
      : "Nothing was left to tell when it was about to go out.";
