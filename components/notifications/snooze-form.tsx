"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { useInboxActions, type Which } from "./inbox-actions";
import { snoozeTimes } from "./snooze-times";

const localText = (date: Date) =>
  new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

/** Snooze times, and a date of one's own. */
export function SnoozeForm({ which, onDone }: { which: Which; onDone: () => void }) {
  const actions = useInboxActions();
  const times = snoozeTimes(new Date());
  const [text, setText] = useState(localText(times.at(-1)?.until ?? new Date()));
  const [error, setError] = useState<string>();
  const snooze = (until: Date) => {
    actions.snooze(which, until.toISOString());
    onDone();
  };
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const until = new Date(text);
        if (Number.isNaN(until.getTime()) || until <= new Date()) setError("Choose a time that is still to come.");
        else snooze(until);
      }}
    >
      <div className="flex flex-wrap gap-2">
        {times.map(({ label, until }) => (
          <Button key={label} onClick={() => snooze(until)}>
            {label}
          </Button>
        ))}
      </div>
      <TextField
        label="Date and time"
        type="datetime-local"
        value={text}
        onChange={(event) => setText(event.target.value)}
        error={error}
      />
      <Button type="submit" look="primary">
        Snooze
      </Button>
    </form>
  );
}
