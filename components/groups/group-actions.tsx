"use client";
import { EllipsisVertical, Link2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api } from "../api";
import { useRefresh } from "../graphs/use-refresh";
import { OutcomeLine } from "../settings/outcome";
import { useAction } from "../settings/use-action";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { IconButton } from "../ui/icon-button";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "../ui/menu";
import { inputClass, TextField } from "../ui/text-field";

type Asking = "invite" | "edit" | "leave" | "delete" | null;

/** Inviting, renaming, leaving and deleting a group. */
export function GroupActions({
  group,
  inviteLink,
  viewerId,
  mayManage,
  mayDelete,
  mayLeave,
}: {
  group: { id: number; name: string; description: string };
  inviteLink: string;
  viewerId: number;
  mayManage: boolean;
  mayDelete: boolean;
  mayLeave: boolean;
}) {
  const router = useRouter();
  const refresh = useRefresh();
  const { pending, outcome, run } = useAction();
  const [asking, setAsking] = useState<Asking>(null);
  const path = `/api/v1/groups/${group.id}`;
  const close = () => setAsking(null);
  const edit = async (form: FormData) => {
    const body = { name: String(form.get("name")), description: String(form.get("description")) };
    if (await run(() => api(path, { method: "PUT", body }), null)) {
      close();
      refresh();
    }
  };
  const end = async (request: () => Promise<unknown>) => {
    if (await run(request, null)) router.push("/groups");
  };
  return (
    <>
      <Button onClick={() => setAsking("invite")}>
        <Icon of={Link2} size={16} />
        Invite
      </Button>
      {(mayManage || mayDelete || mayLeave) && (
        <Menu>
          <MenuTrigger asChild>
            <IconButton label={`More about ${group.name}`}>
              <Icon of={EllipsisVertical} />
            </IconButton>
          </MenuTrigger>
          <MenuContent>
            {mayManage && <MenuItem onSelect={() => setAsking("edit")}>Rename or describe</MenuItem>}
            {mayLeave && <MenuItem onSelect={() => setAsking("leave")}>Leave the group</MenuItem>}
            {mayDelete && (
              <MenuItem className="text-removed" onSelect={() => setAsking("delete")}>
                Delete the group
              </MenuItem>
            )}
          </MenuContent>
        </Menu>
      )}
      <Dialog open={asking === "invite"} onClose={close} title={`Invite to ${group.name}`}>
        <p className="text-ink-2">Whoever is signed in and opens this link can join.</p>
        <div className="mt-4 flex gap-2">
          <input
            readOnly
            aria-label="Invite link"
            value={inviteLink}
            className={`${inputClass} font-mono text-meta`}
            onFocus={(event) => event.target.select()}
          />
          <Button
            look="primary"
            className="h-10"
            onClick={() => void run(() => navigator.clipboard.writeText(inviteLink), "Copied.")}
          >
            Copy
          </Button>
        </div>
        <OutcomeLine outcome={outcome} className="mt-2" />
      </Dialog>
      <Dialog open={asking === "edit"} onClose={close} title="Rename or describe">
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            void edit(new FormData(event.currentTarget));
          }}
        >
          <TextField label="Name" name="name" required maxLength={256} defaultValue={group.name} />
          <TextField label="What it is about" name="description" maxLength={1000} defaultValue={group.description} />
          <OutcomeLine outcome={outcome} />
          <div className="flex justify-end gap-2">
            <Button onClick={close}>Cancel</Button>
            <Button type="submit" look="primary" disabled={pending}>
              Save
            </Button>
          </div>
        </form>
      </Dialog>
      <Dialog open={asking === "leave"} onClose={close} title={`Leave ${group.name}?`}>
        <p className="text-ink-2">You will no longer see what is shared there, unless it reaches you another way.</p>
        <OutcomeLine outcome={outcome} />
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={close}>Stay</Button>
          <Button
            look="danger"
            disabled={pending}
            onClick={() => void end(() => api(`${path}/members/${viewerId}`, { method: "DELETE" }))}
          >
            Leave
          </Button>
        </div>
      </Dialog>
      <Dialog open={asking === "delete"} onClose={close} title={`Delete ${group.name}?`}>
        <p className="text-ink-2">
          Its graphs stay with their owners, but members no longer see each other’s. They are told.
        </p>
        <OutcomeLine outcome={outcome} />
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={close}>Keep it</Button>
          <Button look="danger" disabled={pending} onClick={() => void end(() => api(path, { method: "DELETE" }))}>
            Delete
          </Button>
        </div>
      </Dialog>
    </>
  );
}
