import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { listCapturedMail } from "@/server/digest/captured-mail";
import { getRuntime } from "@/server/runtime";
import { requireAdmin } from "../../viewer";

export const metadata: Metadata = { title: "Captured mail" };

/** Mail that was kept instead of sent. */
export default async function CapturedMailPage() {
  await requireAdmin();
  const { db, config } = getRuntime();
  const mails = await listCapturedMail(db);
  return (
    <div className="mx-auto grid max-w-3xl gap-4 px-4 py-6 sm:px-5 md:py-8">
      <h1 className="text-title font-bold">Captured mail</h1>
      <p className="text-ink-2">
        {config.SMTP_URL
          ? "Mail goes out by SMTP now; here is what was kept before."
          : "Without SMTP_URL, mail is kept here instead of being sent."}
      </p>
      {mails.length === 0 ? (
        <EmptyState title="No mail yet">Somebody who asked for e-mail needs something unread, or a preview.</EmptyState>
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {mails.map(({ id, address, subject, capturedAt }) => (
            <li key={id}>
              <Link href={`/dev/mail/${id}`} prefetch={false} className="grid gap-0.5 px-4 py-3 hover:bg-sunk">
                <span className="font-medium wrap-anywhere">{subject}</span>
                <span className="flex justify-between gap-3 text-meta text-ink-3">
                  <span className="wrap-anywhere">To {address}</span>
                  <RelativeTime iso={capturedAt.toISOString()} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
