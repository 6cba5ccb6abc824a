"use client";
import { X } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api } from "../api";
import { OutcomeLine } from "../settings/outcome";
import { useAction } from "../settings/use-action";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { IconButton } from "../ui/icon-button";
import { Switch } from "../ui/switch";
import { inputClass } from "../ui/text-field";
import { PanelSection } from "./panel-section";
import type { GroupName } from "./types";
import { useRefresh } from "./use-refresh";

/** Who else may see a graph: groups, everyone; and its end. */
export function ShareSection({
  graphId,
  name,
  isPublic,
  sharedWith,
  myGroups,
  mayShare,
  mayUpdate,
  mayDelete,
}: {
  graphId: number;
  name: string;
  isPublic: boolean;
  sharedWith: GroupName[];
  myGroups: GroupName[];
  mayShare: boolean;
  mayUpdate: boolean;
  mayDelete: boolean;
}) {
  const router = useRouter();
  const refresh = useRefresh();
  const { pending, outcome, run } = useAction();
  const [group, setGroup] = useState("");
  const [deleting, setDeleting] = useState(false);
  const path = `/api/v1/graphs/${graphId}`;
  const free = myGroups.filter(({ id }) => !sharedWith.some((each) => each.id === id));
  const act = async (work: () => Promise<unknown>, done: string) => {
    const worked = await run(work, done);
    if (worked) refresh();
    return worked;
  };
  const share = async () => {
    const body = { group_id: Number(group) };
    const { name: groupName = "the group" } = free.find(({ id }) => String(id) === group) ?? {};
    if (await act(() => api(`${path}/groups`, { method: "POST", body }), `Shared with ${groupName}.`)) setGroup("");
  };
  return (
    <PanelSection title="Shared with">
      {sharedWith.length === 0 && <p className="text-ink-3">{isPublic ? "Everyone: it is public." : "Nobody yet."}</p>}
      {sharedWith.length > 0 && (
        <ul className="grid grid-cols-[minmax(0,1fr)] gap-1">
          {sharedWith.map(({ id, name: groupName }) => (
            <li key={id} className="flex items-center justify-between gap-2">
              <Link href={`/groups/${id}`} prefetch={false} className="truncate text-accent hover:underline touch:py-3">
                {groupName}
              </Link>
              {mayDelete && (
                <IconButton
                  label={`Stop sharing with ${groupName}`}
                  size="small"
                  disabled={pending}
                  onClick={() =>
                    void act(() => api(`${path}/groups/${id}`, { method: "DELETE" }), `${groupName} no longer has it.`)
                  }
                >
                  <Icon of={X} size={16} />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayShare && free.length > 0 && (
        <form
          className="flex gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            void share();
          }}
        >
          <select
            aria-label="Group to share with"
            value={group}
            required
            className={inputClass}
            onChange={(event) => setGroup(event.target.value)}
          >
            <option value="">Choose a group</option>
            {free.map(({ id, name: groupName }) => (
              <option key={id} value={id}>
                {groupName}
              </option>
            ))}
          </select>
          <Button type="submit" look="primary" disabled={pending || group === ""} className="h-10">
            Share
          </Button>
        </form>
      )}
      {mayUpdate && (
        <div className="flex items-center justify-between gap-3">
          <span>
            <span className="block">Public</span>
            <span className="block text-meta text-ink-3">Everyone may see it, signed in</span>
          </span>
          <Switch
            label="Public"
            checked={isPublic}
            disabled={pending}
            onChange={(event) => {
              const wish = event.target.checked;
              void act(
                () => api(path, { method: "PUT", body: { is_public: wish ? 1 : 0 } }),
                wish ? "It is public now." : "It is private now.",
              );
            }}
          />
        </div>
      )}
      {!deleting && <OutcomeLine outcome={outcome} className={outcome ? undefined : "sr-only"} />}
      {mayDelete && (
        <div>
          <Button look="danger" onClick={() => setDeleting(true)}>
            Delete this graph
          </Button>
          <Dialog open={deleting} onClose={() => setDeleting(false)} title={`Delete ${name}?`}>
            <p className="text-ink-2">The graph and its layouts go for good. Those who could see it are told.</p>
            <OutcomeLine outcome={outcome} className="mt-2" />
            <div className="mt-5 flex justify-end gap-2">
              <Button onClick={() => setDeleting(false)}>Keep it</Button>
              <Button
                look="danger"
                disabled={pending}
                onClick={async () => {
                  if (await run(() => api(path, { method: "DELETE" }), null)) router.push("/graphs");
                }}
              >
                Delete
              </Button>
            </div>
          </Dialog>
        </div>
      )}
    </PanelSection>
  );
}
