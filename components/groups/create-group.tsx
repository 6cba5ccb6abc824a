"use client";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api } from "../api";
import { OutcomeLine } from "../settings/outcome";
import { useAction } from "../settings/use-action";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { TextField } from "../ui/text-field";

export function CreateGroup() {
  const router = useRouter();
  const { pending, outcome, run } = useAction();
  const [open, setOpen] = useState(false);
  const create = async (form: FormData) => {
    const body = { name: String(form.get("name")), description: String(form.get("description")) };
    await run(async () => {
      const { id } = await api<{ id: number }>("/api/v1/groups/", { method: "POST", body });
      router.push(`/groups/${id}`);
    }, null);
  };
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        <Icon of={Plus} size={16} />
        New group
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="New group">
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            void create(new FormData(event.currentTarget));
          }}
        >
          <TextField label="Name" name="name" required maxLength={256} autoComplete="off" />
          <TextField label="What it is about" name="description" maxLength={1000} autoComplete="off" />
          <OutcomeLine outcome={outcome} />
          <div className="flex justify-end gap-2">
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button type="submit" look="primary" disabled={pending}>
              Create
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
