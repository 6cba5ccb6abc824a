"use client";
import { useState } from "react";
import type { Profile } from "@/server/contract/account";
import { api } from "../api";
import { applyTheme, type Theme, themes } from "../shell/theme";
import { cx } from "../ui/class-names";
import { Switch } from "../ui/switch";
import { OutcomeLine } from "./outcome";
import { useAction } from "./use-action";

const words: Record<Theme, string> = { system: "As the system", light: "Light", dark: "Dark" };

/** Colours of this browser, and keys on all of them. */
export function AppearanceForm({ theme: saved, shortcuts: kept }: { theme: Theme } & Pick<Profile, "shortcuts">) {
  const [theme, setTheme] = useState(saved);
  const [shortcuts, setShortcuts] = useState(kept);
  const { outcome, run } = useAction();
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
          <p className="font-medium">Keyboard shortcuts</p>
          <p className="text-ink-2">
            Single keys on the notifications page: j, k, e, s … Press ? there for all of them.
          </p>
          <OutcomeLine outcome={outcome?.ok ? null : outcome} className={outcome?.ok === false ? "" : "sr-only"} />
        </div>
        <Switch
          label="Keyboard shortcuts"
          checked={shortcuts}
          onChange={async (event) => {
            const wish = event.target.checked;
            setShortcuts(wish);
            const save = () => api("/api/settings/profile", { method: "PATCH", body: { shortcuts: wish } });
            if (!(await run(save, "Saved."))) setShortcuts(!wish);
          }}
        />
      </div>
    </div>
  );
}
