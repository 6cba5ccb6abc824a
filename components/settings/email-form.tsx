"use client";
import { useEffect, useState } from "react";
import { askForTimeZone } from "@/components/ui/own-time-zone";
import type { Preferences } from "@/server/contract/api";
import { Button } from "../ui/button";
import { OutcomeLine } from "./outcome";
import { SelectField } from "./select-field";
import { useAction } from "./use-action";
import type { Change } from "./use-preferences";

type Email = Preferences["email"];

const cadences: Record<Email["cadence"], string> = {
  off: "No e-mail",
  each: "Each, a few minutes after it happens",
  hourly: "At most once an hour",
  daily: "Once a day",
  weekly: "Once a week",
};
const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const hours = Array.from({ length: 24 }, (_, hour) => ({ hour, text: `${String(hour).padStart(2, "0")}:00` }));
const hourOptions = hours.map(({ hour, text }) => (
  <option key={hour} value={hour}>
    {text}
  </option>
));

/** When unread notifications come by mail. Nothing is sent to those who never asked. */
export function EmailForm({
  address,
  schedule,
  save,
  unread,
}: {
  address: string;
  schedule: Email;
  save: (change: Change) => Promise<void>;
  unread: number;
}) {
  const { pending, outcome, fields, run } = useAction();
  const [draft, setDraft] = useState(schedule);
  const [onlyNew, setOnlyNew] = useState(false);
  const [zones, setZones] = useState([draft.timeZone]);
  const change = (part: Partial<Email>) => setDraft((now) => ({ ...now, ...part }));
  // The list is long and the same everywhere: it need not travel with the page.
  useEffect(
    () => setZones([...new Set(["UTC", draft.timeZone, ...Intl.supportedValuesOf("timeZone")])]),
    [draft.timeZone],
  );
  const wasOff = schedule.cadence === "off";
  const on = draft.cadence !== "off";
  const hourly = draft.cadence === "daily" || draft.cadence === "weekly";
  const turnOn = (cadence: Email["cadence"]) => {
    // Whoever turns mail on for the first time means their own clock.
    const zone = wasOff && draft.timeZone === "UTC" ? askForTimeZone() : draft.timeZone;
    change({ cadence, timeZone: zone });
  };
  return (
    <form
      className="grid gap-4 p-5"
      onSubmit={async (event) => {
        event.preventDefault();
        const wish = { ...draft, ...(wasOff && on && unread > 0 ? { onlyNew } : {}) };
        await run(() => save((now) => ({ ...now, email: wish })), on ? "Saved." : "Saved: no mail is sent.");
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label="How often"
          value={draft.cadence}
          onChange={(event) => turnOn(event.target.value as Email["cadence"])}
        >
          {Object.entries(cadences).map(([cadence, text]) => (
            <option key={cadence} value={cadence}>
              {text}
            </option>
          ))}
        </SelectField>
        {on && (
          <SelectField
            label="Time zone"
            value={draft.timeZone}
            onChange={(event) => change({ timeZone: event.target.value })}
          >
            {zones.map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </SelectField>
        )}
        {draft.cadence === "weekly" && (
          <SelectField
            label="On"
            value={draft.weekday}
            onChange={(event) => change({ weekday: Number(event.target.value) })}
          >
            {weekdays.map((name, day) => (
              <option key={name} value={day}>
                {name}
              </option>
            ))}
          </SelectField>
        )}
        {hourly && (
          <SelectField label="At" value={draft.hour} onChange={(event) => change({ hour: Number(event.target.value) })}>
            {hourOptions}
          </SelectField>
        )}
      </div>
      {on && (
        <fieldset className="grid gap-3">
          <legend className="contents">
            <label className="flex items-center gap-2 touch:min-h-11">
              <input
                type="checkbox"
                className="size-4"
                checked={draft.quietHours !== null}
                onChange={(event) => change({ quietHours: event.target.checked ? { from: 22, to: 7 } : null })}
              />
              Quiet hours: what falls due then waits until they are over
            </label>
          </legend>
          {draft.quietHours && (
            <div className="grid max-w-xs grid-cols-2 gap-4">
              {(["from", "to"] as const).map((end) => (
                <SelectField
                  key={end}
                  label={end === "from" ? "From" : "To"}
                  value={draft.quietHours?.[end]}
                  onChange={(event) => {
                    const hour = Number(event.target.value);
                    setDraft((now) => ({ ...now, quietHours: now.quietHours && { ...now.quietHours, [end]: hour } }));
                  }}
                >
                  {hourOptions}
                </SelectField>
              ))}
            </div>
          )}
        </fieldset>
      )}
      {wasOff && on && unread > 0 && (
        <fieldset className="grid gap-1">
          <legend className="mb-1 font-medium">The first mail</legend>
          {[false, true].map((choice) => (
            <label key={String(choice)} className="flex items-center gap-2 touch:min-h-11">
              <input
                type="radio"
                name="first"
                className="size-4"
                checked={onlyNew === choice}
                onChange={() => setOnlyNew(choice)}
              />
              {choice
                ? "only what is new from now on"
                : `covers what is unread now (${unread >= 100 ? "99+" : unread})`}
            </label>
          ))}
        </fieldset>
      )}
      {Object.entries(fields).map(([field, message]) => (
        <p key={field} className="text-meta font-medium text-removed">
          {field}: {message}
        </p>
      ))}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" disabled={pending}>
          Save e-mail settings
        </Button>
        <OutcomeLine outcome={outcome} />
      </div>
      <p className="text-ink-2">
        {on ? "Goes to " : "Would go to "}
        <strong>{address}</strong>. What you read on the web before a mail goes out is left out of it.
      </p>
    </form>
  );
}
