"use client";
import { useState } from "react";
import type { ApiError } from "@/components/api";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { useSaveFilter } from "./queries/filters-query";

/** Names the query that is shown, so that it stands among the views. */
export function SaveFilterForm({ query, onDone }: { query: string; onDone: () => void }) {
  const [name, setName] = useState("");
  const save = useSaveFilter();
  const error = save.error as ApiError | null;
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ name, query }, { onSuccess: onDone });
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
  );
}
