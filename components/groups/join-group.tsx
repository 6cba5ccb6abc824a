"use client";
import { useRouter } from "next/navigation";
import { ApiError, api } from "../api";
import { OutcomeLine } from "../settings/outcome";
import { useAction } from "../settings/use-action";
import { Button } from "../ui/button";

export function JoinGroup({ groupId, code }: { groupId: number; code: string }) {
  const router = useRouter();
  const { pending, outcome, run } = useAction();
  const join = () =>
    run(async () => {
      await api(`/api/v1/groups/${groupId}/join`, { method: "POST", body: { code } }).catch((error: unknown) => {
        // A member already: then the group is where they want to go.
        if (!(error instanceof ApiError && error.message.includes("already"))) throw error;
      });
      router.push(`/groups/${groupId}`);
    }, null);
  return (
    <div className="grid justify-items-center gap-3">
      <Button look="primary" size="large" disabled={pending} onClick={() => void join()}>
        Join
      </Button>
      <OutcomeLine outcome={outcome} className={outcome ? undefined : "sr-only"} />
    </div>
  );
}
