import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ActList } from "@/components/operations/act-list";
import { type Deed, Deeds } from "@/components/operations/deeds";
import { ExactTime } from "@/components/operations/exact-time";
import { counted } from "@/components/operations/number";
import { Section } from "@/components/settings/section";
import type { DeadLetterDetail } from "@/server/contract/operations";
import { isAppError } from "@/server/errors";
import { readDeadLetter } from "@/server/operations/read-dead-letter";
import { getRuntime } from "@/server/runtime";
import { requireAdmin } from "../../../viewer";
import { Facts } from "../../facts";

export const metadata: Metadata = { title: "Dead letter · Operations" };

const forms = { json: "JSON", text: "text", bytes: "bytes that are no text", none: "a tombstone: no value" };

/** One message that could not be processed, looked into. */
export default async function DeadLetterPage({ params }: { params: Promise<{ id: string }> }) {
  await requireAdmin();
  const letter = await readDeadLetter(getRuntime().db, (await params).id).catch((error) => {
    if (isAppError(error) && error.status === 404) notFound();
    throw error;
  });
  const { id, state, reason, payload, headers, key, acts } = letter;
  const named = Object.entries(headers);
  return (
    <>
      <header className="grid gap-3">
        <p className="text-meta text-ink-3">
          <Link href="/operations/dead-letters" prefetch={false} className="text-accent underline underline-offset-2">
            Dead letters
          </Link>{" "}
          / {id}
        </p>
        <h1 className="text-title font-bold wrap-anywhere">{reason}</h1>
        <p className="text-ink-2">
          {
            { waiting: "It waits for your decision.", replayed: "It was replayed.", discarded: "It was discarded." }[
              state
            ]
          }
        </p>
        <Deeds deeds={deedsFor(letter)} />
      </header>
      <Section title="Where it came from">
        <Facts
          facts={[
            ["Topic", letter.topic],
            ...(letter.partition < 0
              ? ([["Outbox row", letter.offset]] as [string, string][])
              : ([
                  ["Partition", String(letter.partition)],
                  ["Offset", letter.offset],
                ] as [string, string][])),
            ["Cluster", letter.cluster],
            ["Received", <ExactTime key="received" iso={letter.receivedAt} />],
            [
              "Produced",
              letter.messageAt ? <ExactTime key="at" iso={letter.messageAt} /> : "at no time that a calendar knows",
            ],
            [
              "Key",
              key === null ? (
                "none"
              ) : (
                <code key="key" className="font-mono">
                  {key}
                </code>
              ),
            ],
          ]}
        />
      </Section>
      <Section title="Headers">
        {named.length === 0 ? (
          <p className="p-4 text-ink-2">It came without headers.</p>
        ) : (
          <Facts
            facts={named.map(([name, value]) => [
              name,
              <code key={name} className="font-mono">
                {value}
              </code>,
            ])}
          />
        )}
      </Section>
      <Section
        title="Message"
        lead={
          <>
            {counted(letter.bytes, "byte")}, {forms[payload.form]}.{payload.cut && " Only its beginning is shown."}{" "}
            {letter.bytes > 0 && (
              <a
                href={`/api/operations/dead-letters/${id}/payload`}
                download
                className="text-accent underline underline-offset-2"
              >
                Download it as it came
              </a>
            )}
          </>
        }
      >
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
          tabIndex={0}
          className="max-h-[32rem] overflow-auto p-4 font-mono text-meta whitespace-pre-wrap wrap-anywhere"
        >
          {payload.text || "Nothing."}
        </pre>
      </Section>
      {acts.length > 0 && (
        <Section title="What was done about it">
          <ActList acts={acts} here />
        </Section>
      )}
    </>
  );
}

function deedsFor({ id, state }: DeadLetterDetail): Deed[] {
  if (state === "replayed") return [];
  const path = `/api/operations/dead-letters/${id}`;
  const replay: Deed = {
    label: "Replay",
    title: "Replay this message?",
    explains: <p>It is processed as if it came today. This is what would happen:</p>,
    confirm: "Replay",
    path: `${path}/replay`,
    body: {},
    rehearse: true,
    done: "It was replayed.",
  };
  const discard: Deed = {
    label: "Discard",
    title: "Discard this message?",
    explains: <p>Nobody hears of it, and it waits no more. It is kept, and can be replayed later.</p>,
    confirm: "Discard",
    look: "danger",
    path: `${path}/discard`,
    done: "It was discarded.",
  };
  return state === "waiting" ? [replay, discard] : [replay];
}
