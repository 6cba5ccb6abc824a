import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { MailFrame } from "@/components/mail/mail-frame";
import { readCapturedMail } from "@/server/digest/captured-mail";
import { showPictures } from "@/server/digest/show-pictures";
import { getRuntime } from "@/server/runtime";
import { requireAdmin } from "../../../viewer";

export const metadata: Metadata = { title: "Captured mail" };

/** One kept mail: as HTML, as plain text, and as it would have gone over the wire. */
export default async function CapturedMailPage({ params }: { params: Promise<{ id: string }> }) {
  await requireAdmin();
  const mail = await readCapturedMail(getRuntime().db, (await params).id);
  if (!mail) notFound();
  // A digest's Message-ID begins with its id; a preview is no digest.
  const digest = /^Message-ID: <([0-9a-f-]{36})@/im.exec(mail.source)?.[1];
  const link = "text-accent underline underline-offset-2";
  return (
    <>
      <header>
        <p className="text-meta text-ink-3">
          <Link href="/dev/mail" prefetch={false} className={link}>
            Captured mail
          </Link>{" "}
          / one mail
        </p>
        <h1 className="mt-2 text-title font-bold wrap-anywhere">{mail.subject}</h1>
        <p className="mt-0.5 text-ink-2 wrap-anywhere">
          To {mail.address}
          {digest && (
            <>
              {" · "}
              <Link href={`/operations/mail/${digest}`} prefetch={false} className={link}>
                its whole story
              </Link>
            </>
          )}
        </p>
      </header>
      <MailFrame html={showPictures(mail.html, mail.source)} title={`The mail “${mail.subject}”`} />
      {[
        ["Plain text", mail.text],
        ["Source", mail.source],
      ].map(([name, content]) => (
        <details key={name} className="rounded-lg border border-line bg-surface px-4 py-3">
          <summary className="cursor-pointer font-medium touch:py-3">{name}</summary>
          <pre className="mt-3 overflow-x-auto font-mono text-meta whitespace-pre-wrap wrap-anywhere">{content}</pre>
        </details>
      ))}
    </>
  );
}
