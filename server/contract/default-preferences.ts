import type { Preferences } from "./api";

/** What holds for those who chose nothing: everything in the inbox, toasts on, nothing by mail. */
export const defaultPreferences: Preferences = {
  channels: {
    owner: { inbox: true, toast: true, desktop: false, email: false },
    group: { inbox: true, toast: true, desktop: false, email: true },
    watching: { inbox: true, toast: true, desktop: false, email: true },
  },
  email: { cadence: "off", hour: 8, weekday: 1, timeZone: "UTC", quietHours: null },
};
