import { fragment } from "../database/fragment";
import type { Schedule } from "./next-due";

/** A person's clock as it stands in `s` (email_schedule). */
export type ClockRow = { time_zone: string; quiet_from: number | null; quiet_to: number | null };

export const clockColumns = fragment`s.time_zone, s.quiet_from, s.quiet_to`;

export const clockOf = ({ time_zone, quiet_from, quiet_to }: ClockRow): Pick<Schedule, "timeZone" | "quietHours"> => ({
  timeZone: time_zone,
  quietHours: quiet_from === null || quiet_to === null ? null : { from: quiet_from, to: quiet_to },
});
