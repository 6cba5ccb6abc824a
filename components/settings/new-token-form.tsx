"use client";
import type { CreatedEventToken } from "@/server/contract/account";
import { verbs } from "@/server/contract/verbs";
import { api } from "../api";
import { Button } from "../ui/button";
import { TextField } from "../ui/text-field";
import { OutcomeLine } from "./outcome";
import { useAction } from "./use-action";

/** A producer's name, its source and what it may say. */
export function NewTokenForm({ onMade }: { onMade: (token: CreatedEventToken) => void }) {
  const { pending, outcome, fields, run } = useAction();
  const wrongTypes = Object.entries(fields).find(([field]) => field.startsWith("types"))?.[1];
  return (
    <form
      className="grid gap-4 p-5"
      onSubmit={async (event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const data = new FormData(form);
        const types = data.getAll("types");
        const body = { name: data.get("name"), source: data.get("source"), types: types.length > 0 ? types : ["*"] };
        const make = async () => onMade(await api<CreatedEventToken>("/api/settings/tokens", { method: "POST", body }));
        if (await run(make, null)) form.reset();
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="Name"
          name="name"
          required
          maxLength={80}
          placeholder="Analysis pipeline"
          error={fields.name}
        />
        <TextField
          label="Source"
          name="source"
          required
          maxLength={256}
          placeholder="/pipelines/analysis"
          hint="Every event it sends must name this source."
          error={fields.source}
        />
      </div>
      <details>
        <summary className="cursor-pointer font-medium touch:py-3">Only some types</summary>
        <p className="mt-1 text-ink-2">With none chosen it may send all of them.</p>
        <div className="mt-2 grid gap-x-4 gap-y-1 sm:grid-cols-3">
          {verbs.map((verb) => (
            <label key={verb} className="flex items-center gap-2 touch:min-h-11">
              <input type="checkbox" name="types" value={verb} className="size-4" />
              <code className="font-mono text-meta">{verb}</code>
            </label>
          ))}
        </div>
        {wrongTypes && <p className="mt-1 text-meta font-medium text-removed">{wrongTypes}</p>}
      </details>
      <div className="flex items-center gap-3">
        <Button type="submit" look="primary" disabled={pending}>
          Make token
        </Button>
        <OutcomeLine outcome={outcome} />
      </div>
    </form>
  );
}
