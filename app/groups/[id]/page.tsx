import { Waypoints } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { requireViewer } from "@/app/viewer";
import { GraphGrid } from "@/components/graphs/graph-card";
import { HistoryList } from "@/components/graphs/history-list";
import { WatchButton } from "@/components/graphs/watch-button";
import { GroupActions } from "@/components/groups/group-actions";
import { MemberList } from "@/components/groups/member-list";
import { WhyNotHeard } from "@/components/notifications/why-not-heard";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { resourceId } from "@/server/contract/resource";
import { isAppError } from "@/server/errors";
import { listHistory } from "@/server/inbox/list-history";
import { readWatch } from "@/server/preferences/read-watch";
import { getRuntime } from "@/server/runtime";
import { graphPictures } from "@/server/workspace/graph-pictures";
import { listGroupGraphs } from "@/server/workspace/list-graphs";
import { readGroup } from "@/server/workspace/list-groups";
import { listMembers } from "@/server/workspace/members";
import { mayDo } from "@/server/workspace/permissions";

type Props = { params: Promise<{ id: string }> };

const load = cache(async (given: string) => {
  const viewer = await requireViewer();
  const id = resourceId.safeParse(given);
  if (!id.success) notFound();
  try {
    return { viewer, group: await readGroup(getRuntime().db, viewer, id.data) };
  } catch (error) {
    if (isAppError(error) && error.status === 404) notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { group } = await load((await params).id);
  return { title: group.name };
}

export default async function GroupPage({ params }: Props) {
  const { viewer, group } = await load((await params).id);
  const { db, config } = getRuntime();
  const [members, { graphs }, watch, history] = await Promise.all([
    listMembers(db, viewer, group.id),
    listGroupGraphs(db, viewer, group.id, { limit: 60, offset: 0 }),
    readWatch(db, viewer.userId, { type: "group", id: group.id }),
    listHistory(db, viewer, { type: "group", id: group.id }, 12),
  ]);
  const pictures = await graphPictures(db, graphs);
  const manages = mayDo.group(viewer, "manage", group);
  const isMember = members.some(({ id }) => id === viewer.userId);
  return (
    <div className="mx-auto grid max-w-6xl grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-8 px-4 py-6 sm:px-5 md:py-8 lg:grid-cols-[minmax(0,1fr)_300px]">
      <header className="grid grid-cols-[minmax(0,1fr)] gap-2 wrap-anywhere lg:col-span-2">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h1 className="text-title font-bold">{group.name}</h1>
          <div className="flex flex-wrap items-center gap-2">
            <WatchButton
              type="group"
              id={group.id}
              name={group.name}
              initial={{ level: watch.level, watchers: watch.watchers }}
            />
            <GroupActions
              group={{ id: group.id, name: group.name, description: group.description ?? "" }}
              inviteLink={`${config.baseUrl}/groups/${group.id}/join/?code=${encodeURIComponent(group.inviteCode)}`}
              viewerId={viewer.userId}
              mayManage={manages}
              mayDelete={mayDo.group(viewer, "delete", group)}
              mayLeave={isMember && group.ownerEmail !== viewer.email}
            />
          </div>
        </div>
        {group.description && <p className="max-w-prose text-ink-2">{group.description}</p>}
      </header>
      <section aria-label="Shared graphs" className="min-w-0">
        <h2 className="mb-3 font-bold">Shared graphs</h2>
        {graphs.length === 0 ? (
          <EmptyState icon={<Icon of={Waypoints} size={22} />} title="Nothing is shared here yet">
            Open one of your graphs and share it with {group.name}.
          </EmptyState>
        ) : (
          <GraphGrid
            heading="h3"
            graphs={graphs.map((graph) => ({
              id: graph.id,
              name: graph.name,
              owner: graph.ownerEmail === viewer.email ? "You" : graph.ownerEmail,
              isPublic: graph.isPublic === 1,
              tags: graph.tags,
              updatedAt: graph.updatedAt && `${graph.updatedAt.replace(" ", "T")}Z`,
              picture: pictures.get(graph.id) ?? null,
            }))}
          />
        )}
      </section>
      <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-8 wrap-anywhere">
        <section aria-label="Members">
          <h2 className="mb-3 font-bold">
            Members <span className="font-normal text-ink-3 tabular-nums">{members.length}</span>
          </h2>
          <MemberList
            groupId={group.id}
            members={members.map(({ id, email, name }) => ({ id, email, name, owns: email === group.ownerEmail }))}
            viewerEmail={viewer.email}
            mayManage={manages}
          />
        </section>
        <section aria-label="What happened">
          <h2 className="mb-3 font-bold">What happened</h2>
          <HistoryList entries={history} />
          <WhyNotHeard thing={{ type: "group", id: String(group.id), name: group.name }} className="mt-3" />
        </section>
      </div>
    </div>
  );
}
