"use client";
import { useState } from "react";
import { useKeysSwitch } from "../notifications/keys-switch";
import { applyTheme, type Theme, themes } from "../shell/theme";
import { cx } from "../ui/class-names";
import { Switch } from "../ui/switch";

const words: Record<Theme, string> = { system: "As the system", light: "Light", dark: "Dark" };

/** Colours and single keys, in this browser. */
export function AppearanceForm({ theme: saved }: { theme: Theme }) {
  const [theme, setTheme] = useState(saved);
  const [shortcuts, setShortcuts] = useKeysSwitch();
  return (
    <div className="divide-y divide-line">
      <fieldset className="flex flex-wrap items-center justify-between gap-3 p-5">
        <legend className="contents">
          <span className="font-medium">Colours in this browser</span>
        </legend>
        <div className="flex rounded-md border border-line p-0.5">
          {themes.map((choice) => (
            <label
              key={choice}
              className={cx(
                "cursor-pointer rounded-sm px-3 py-1 transition-colors has-focus-visible:outline-2 has-focus-visible:outline-accent touch:py-2.5",
                theme === choice ? "bg-accent-soft font-medium text-accent" : "text-ink-2 hover:text-ink",
              )}
            >
              <input
                type="radio"
                name="theme"
                value={choice}
                checked={theme === choice}
                onChange={() => {
                  setTheme(choice);
                  applyTheme(choice);
                }}
                className="sr-only"
              />
              {words[choice]}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="flex items-center justify-between gap-4 p-5">
        <div>
          <p className="font-medium">Keyboard shortcuts in this browser</p>
          <p className="text-ink-2">
            Single keys on the notifications page: j, k, e, s … Press ? there for all of them.
          </p>
        </div>
        <Switch
          label="Keyboard shortcuts in this browser"
          checked={shortcuts}
          onChange={(event) => setShortcuts(event.target.checked)}
        />
      </div>
    </div>
  );
}
