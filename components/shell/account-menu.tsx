"use client";
import { Activity, LogOut, Settings } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { ViewerAnswer } from "@/server/contract/api";
import { api } from "../api";
import { leave, stay } from "../notifications/live/leaving";
import { Avatar } from "../ui/avatar";
import { Icon } from "../ui/icon";
import {
  Menu,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  MenuTrigger,
} from "../ui/menu";
import { places } from "./places";
import { applyTheme, type Theme } from "./theme";

const themeLabels: Record<Theme, string> = { system: "As the system", light: "Light", dark: "Dark" };

async function signOut() {
  leave();
  try {
    await api("/api/auth/sign-out", { method: "POST" });
  } catch (error) {
    stay();
    throw error;
  }
  // A full load: nothing of this person stays in the tab's memory.
  location.assign("/sign-in");
}

export function AccountMenu({ viewer, theme: saved }: { viewer: ViewerAnswer; theme: Theme }) {
  const [theme, setTheme] = useState(saved);
  const [problem, setProblem] = useState<string>();
  return (
    <Menu>
      <MenuTrigger
        aria-label={`Account of ${viewer.name}`}
        className="inline-flex items-center justify-center rounded-full touch:size-11"
      >
        <Avatar name={viewer.name} />
      </MenuTrigger>
      <MenuContent className="mt-4 w-60">
        <MenuLabel className="pb-2">
          <span className="block truncate text-body text-ink">{viewer.name}</span>
          <span className="block truncate font-normal">{viewer.email}</span>
        </MenuLabel>
        <MenuSeparator />
        {places.map(({ href, label, icon }) => (
          <MenuItem key={href} asChild className="sm:hidden">
            <Link href={href} prefetch={false}>
              <Icon of={icon} className="text-ink-2" />
              {label}
            </Link>
          </MenuItem>
        ))}
        <MenuItem asChild>
          <Link href="/settings" prefetch={false}>
            <Icon of={Settings} className="text-ink-2" />
            Settings
          </Link>
        </MenuItem>
        {viewer.admin && (
          <MenuItem asChild>
            <Link href="/operations" prefetch={false}>
              <Icon of={Activity} className="text-ink-2" />
              Operations
            </Link>
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuRadioGroup
          label="Colours"
          value={theme}
          onValueChange={(value) => {
            setTheme(value as Theme);
            applyTheme(value as Theme);
          }}
        >
          {Object.entries(themeLabels).map(([value, label]) => (
            <MenuRadioItem key={value} value={value}>
              {label}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
        <MenuSeparator />
        <MenuItem
          stay
          icon={<Icon of={LogOut} className="text-ink-2" />}
          onSelect={() => signOut().catch((error: Error) => setProblem(error.message))}
        >
          <span>
            Sign out
            {problem && <span className="block text-meta text-removed">{problem}</span>}
          </span>
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
