import { Users } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { requireViewer } from "@/app/viewer";
import { CreateGroup } from "@/components/groups/create-group";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { LinkPending } from "@/components/ui/link-pending";
import { getRuntime } from "@/server/runtime";
import { listGroups } from "@/server/workspace/list-groups";

export const metadata: Metadata = { title: "Groups" };

export default async function GroupsPage() {
  const viewer = await requireViewer();
  const { groups } = await listGroups(
    getRuntime().db,
    viewer,
    { memberEmail: viewer.email },
    { limit: 500, offset: 0 },
  );
  return (
    <div className="mx-auto max-w-4xl px-4 py-6 sm:px-5 md:py-8">
      <div className="mb-5 flex items-center justify-between gap-4">
        <h1 className="text-title font-bold">Groups</h1>
        <CreateGroup />
      </div>
      {groups.length === 0 ? (
        <EmptyState icon={<Icon of={Users} size={22} />} title="You are in no group yet">
          Create one and invite your colleagues, or open the invitation that somebody sent you.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
          {groups.map((group) => (
            <li key={group.id} className="relative flex items-center gap-4 px-5 py-4 transition-colors hover:bg-sunk">
              <div className="min-w-0 flex-1">
                <h2 className="truncate font-medium">
                  <Link href={`/groups/${group.id}`} prefetch={false} className="after:absolute after:inset-0">
                    {group.name}
                    <LinkPending />
                  </Link>
                </h2>
                {group.description && <p className="truncate text-ink-2">{group.description}</p>}
                <p className="text-meta text-ink-3">
                  {group.ownerEmail === viewer.email ? "Yours" : `Owned by ${group.ownerEmail}`}
                </p>
              </div>
              <p className="shrink-0 text-right text-meta text-ink-2 tabular-nums">
                {group.totalMembers} {group.totalMembers === 1 ? "member" : "members"}
                <br />
                {group.totalGraphs} {group.totalGraphs === 1 ? "graph" : "graphs"}
              </p>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
