import type { Metadata } from "next";
import Link from "next/link";
import { counted } from "@/components/operations/number";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { capturedPerPage, listCapturedMail } from "@/server/digest/captured-mail";
import { getRuntime } from "@/server/runtime";
import { requireAdmin } from "../../viewer";

export const metadata: Metadata = { title: "Captured mail" };

type Search = Promise<Record<string, string | string[] | undefined>>;

/** Mail that was kept instead of sent. */
export default async function CapturedMailPage({ searchParams }: { searchParams: Search }) {
  await requireAdmin();
  const { db, config } = getRuntime();
  const asked = (await searchParams).page;
  const page = typeof asked === "string" && /^[1-9]\d{0,4}$/.test(asked) ? Number(asked) : 1;
  const { mails, count } = await listCapturedMail(db, page);
  const { CAPTURED_MAIL_DAYS: days, CAPTURED_MAIL_MAX: most } = config;
  return (
    <>
      <header>
        <h1 className="text-title font-bold">Captured mail</h1>
        <p className="mt-0.5 max-w-prose text-ink-2">
          {config.SMTP_URL
            ? "Mail goes out by SMTP now; here is what was kept before."
            : "Without SMTP_URL, mail is kept here instead of being sent."}{" "}
          It goes after {counted(days, "day")}, or when there are more than {counted(most, "mail")}.
        </p>
      </header>
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
      <nav aria-label="Pages" className="flex justify-center gap-2 empty:hidden">
        {page > 1 && (
          <Link href={`/dev/mail?page=${page - 1}`} prefetch={false} className={buttonClass()}>
            Newer
          </Link>
        )}
        {page * capturedPerPage < count && (
          <Link href={`/dev/mail?page=${page + 1}`} prefetch={false} className={buttonClass()}>
            Older
          </Link>
        )}
      </nav>
    </>
  );
}
