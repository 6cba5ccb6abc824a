/** The ways in which a notification may reach somebody. Here, without zod, for the browser. */
export const channels = ["inbox", "toast", "desktop", "email"] as const;
export type Channel = (typeof channels)[number];
