"use client";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { api } from "../api";
import { OutcomeLine } from "../settings/outcome";
import { useAction } from "../settings/use-action";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { inputClass, TextField } from "../ui/text-field";
import { readGraphFiles } from "./read-graph-files";
import { useRefresh } from "./use-refresh";

/** Renaming, tagging, and a new version of the network from a file: those who watch are told what changed. */
export function EditGraph({ graphId, name, tags }: { graphId: number; name: string; tags: string[] }) {
  const refresh = useRefresh();
  const { pending, outcome, fields, run } = useAction();
  const [open, setOpen] = useState(false);
  const save = async (form: FormData) => {
    const files = form.getAll("files").filter((each): each is File => each instanceof File && each.size > 0);
    const saved = await run(async () => {
      const read = files.length > 0 ? await readGraphFiles(files) : null;
      const body = {
        name: String(form.get("name")),
        tags: String(form.get("tags"))
          .split(",")
          .map((tag) => tag.trim())
          .filter(Boolean),
        ...(read ? { graph_json: read.graph, ...(read.style ? { style_json: read.style } : {}) } : {}),
      };
      await api(`/api/v1/graphs/${graphId}`, { method: "PUT", body });
    }, null);
    if (!saved) return;
    setOpen(false);
    refresh();
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Icon of={Pencil} size={16} />
        Edit
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Edit this graph">
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            void save(new FormData(event.currentTarget));
          }}
        >
          <TextField label="Name" name="name" required maxLength={256} defaultValue={name} error={fields.name} />
          <TextField label="Tags" name="tags" defaultValue={tags.join(", ")} hint="Separated by commas" />
          <label className="grid gap-1.5 font-medium">
            New version
            <input
              type="file"
              name="files"
              multiple
              accept=".json,.cyjs,application/json"
              className={`${inputClass} py-2 font-normal`}
            />
            <span className="text-meta font-normal text-ink-3">
              A Cytoscape.js file. Those who watch see what came and what went.
            </span>
          </label>
          <OutcomeLine outcome={outcome} />
          <div className="flex justify-end gap-2">
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button type="submit" look="primary" disabled={pending}>
              Save
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
