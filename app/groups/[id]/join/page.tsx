import { Users } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { requireViewer } from "@/app/viewer";
import { JoinGroup } from "@/components/groups/join-group";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { resourceId } from "@/server/contract/resource";
import { getRuntime } from "@/server/runtime";
import { readInvitation } from "@/server/workspace/members";

export const metadata: Metadata = { title: "Invitation" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ code?: string | string[] }> };

/** Looking at an invitation changes nothing; the button does. */
export default async function JoinPage({ params, searchParams }: Props) {
  await requireViewer();
  const id = resourceId.safeParse((await params).id);
  const code = [(await searchParams).code ?? ""].flat()[0] ?? "";
  const group = id.success ? await readInvitation(getRuntime().db, id.data, code) : null;
  const icon = <Icon of={Users} size={22} />;
  if (!group)
    return (
      <EmptyState
        heading
        icon={icon}
        title="This invitation opens nothing"
        className="pt-[14vh]"
        action={
          <Link href="/groups" className={buttonClass({ look: "primary" })}>
            Go to your groups
          </Link>
        }
      >
        It may have been mistyped, or the group is gone. Ask for a new link.
      </EmptyState>
    );
  return (
    <EmptyState
      heading
      icon={icon}
      title={`Join ${group.name}`}
      className="pt-[14vh]"
      action={<JoinGroup groupId={group.id} code={code} />}
    >
      {group.description || `You were invited by ${group.ownerEmail}.`} You will see what its members share, and hear of
      it.
    </EmptyState>
  );
}
