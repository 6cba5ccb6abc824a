import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { MailFrame } from "@/components/mail/mail-frame";
import { readCapturedMail } from "@/server/digest/captured-mail";
import { getRuntime } from "@/server/runtime";
import { requireAdmin } from "../../../viewer";

export const metadata: Metadata = { title: "Captured mail" };

/** One kept mail: as HTML, as plain text, and as it would have gone over the wire. */
export default async function CapturedMailPage({ params }: { params: Promise<{ id: string }> }) {
  await requireAdmin();
  const mail = await readCapturedMail(getRuntime().db, (await params).id);
  if (!mail) notFound();
  return (
    <div className="mx-auto grid max-w-3xl gap-4 px-4 py-6 sm:px-5 md:py-8">
      <p>
        <Link href="/dev/mail" prefetch={false} className="text-accent underline">
          Captured mail
        </Link>
      </p>
      <h1 className="text-title font-bold wrap-anywhere">{mail.subject}</h1>
      <p className="text-ink-2 wrap-anywhere">To {mail.address}</p>
      <MailFrame html={mail.html} title={`The mail “${mail.subject}”`} />
      {[
        ["Plain text", mail.text],
        ["Source", mail.source],
      ].map(([name, content]) => (
        <details key={name} className="rounded-lg border border-line bg-surface px-4 py-3">
          <summary className="cursor-pointer font-medium">{name}</summary>
          <pre className="mt-3 overflow-x-auto font-mono text-meta whitespace-pre-wrap wrap-anywhere">{content}</pre>
        </details>
      ))}
    </div>
  );
}
