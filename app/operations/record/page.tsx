import type { Metadata } from "next";
import { ActList } from "@/components/operations/act-list";
import { EmptyState } from "@/components/ui/empty-state";
import { listActs } from "@/server/operations/list-acts";
import { getRuntime } from "@/server/runtime";
import { requireAdmin } from "../../viewer";

export const metadata: Metadata = { title: "Record · Operations" };

/** What administrators did by hand. */
export default async function RecordPage() {
  await requireAdmin();
  const acts = await listActs(getRuntime().db);
  return (
    <>
      <header>
        <h1 className="text-title font-bold">Record</h1>
        <p className="mt-0.5 max-w-prose text-ink-2">
          What was replayed, discarded, sent again, dismissed or released by hand: by whom, and when. The newest 100.
        </p>
      </header>
      <div className="rounded-lg border border-line bg-surface">
        {acts.length === 0 ? <EmptyState title="Nothing was done by hand yet" /> : <ActList acts={acts} />}
      </div>
    </>
  );
}
