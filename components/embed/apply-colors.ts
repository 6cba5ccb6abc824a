import type { FromHost } from "./connect-host";

/** The custom properties that a host may set, by the token that they stand for. */
const tokens = ["accent", "on-accent", "surface", "ink", "line"];

/** Takes the host's colours over; what is no colour is left out. */
export function applyColors({ scheme, colors }: Extract<FromHost, { colors: unknown }>): void {
  const { dataset, style } = document.documentElement;
  if (scheme === "system") delete dataset.theme;
  else dataset.theme = scheme;
  for (const token of tokens) {
    const color = colors[token]?.trim();
    if (color && CSS.supports("color", color)) style.setProperty(`--color-${token}`, color);
    else style.removeProperty(`--color-${token}`);
  }
  // What lies between two of them follows.
  if (style.getPropertyValue("--color-accent"))
    style.setProperty("--color-accent-soft", "color-mix(in oklab, var(--color-accent) 12%, var(--color-surface))");
  else style.removeProperty("--color-accent-soft");
}
