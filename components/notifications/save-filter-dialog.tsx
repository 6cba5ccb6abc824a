"use client";
import { useState } from "react";
import type { ApiError } from "@/components/api";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/text-field";
import { useSaveFilter } from "./queries/filters-query";

/** Names the query that is shown, so that it stands among the views. `query` null: closed. */
export function SaveFilterDialog({ query, onClose }: { query: string | null; onClose: () => void }) {
  const [name, setName] = useState("");
  const save = useSaveFilter();
  const error = save.error as ApiError | null;
  const close = () => {
    setName("");
    save.reset();
    onClose();
  };
  return (
    <Dialog open={query !== null} onClose={close} title="Save this filter">
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (query !== null) save.mutate({ name, query }, { onSuccess: close });
        }}
      >
        <p className="font-mono text-accent break-words">{query}</p>
        <TextField
          label="Name"
          value={name}
          maxLength={60}
          required
          onChange={(event) => setName(event.target.value)}
          error={error ? (error.fields?.name ?? error.message) : undefined}
        />
        <Button type="submit" look="primary" disabled={save.isPending}>
          Save filter
        </Button>
      </form>
    </Dialog>
  );
}
