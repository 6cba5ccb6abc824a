import type { Preferences } from "../contract/api";
import type { Channel } from "../contract/channels";
import { defaultPreferences } from "../contract/default-preferences";
import { type NotificationType, notificationTypeNames } from "../contract/notification-types";
import type { Database } from "../database/database";

type Email = Preferences["email"];
type Schedule = Omit<Email, "timeZone" | "quietHours"> & {
  time_zone: string;
  quiet_from: number | null;
  quiet_to: number | null;
};

/** What a person asked for, the defaults filled in. */
export async function readPreferences(db: Database, userId: number): Promise<Preferences> {
  const { switches, schedule } = await db.within(async (sql) => {
    const [switches, [schedule]] = await Promise.all([
      sql<{ type: NotificationType; channel: Channel; enabled: boolean }[]>`
        select type, channel, enabled from notification.preference where user_id = ${userId}`,
      sql<Schedule[]>`
        select cadence, hour, weekday, time_zone, quiet_from, quiet_to
        from notification.email_schedule where user_id = ${userId}`,
    ]);
    return { switches, schedule };
  });
  const channels = structuredClone(defaultPreferences.channels);
  for (const { type, channel, enabled } of switches)
    if (notificationTypeNames.includes(type)) channels[type][channel] = enabled;
  return { channels, email: schedule ? emailOf(schedule) : defaultPreferences.email };
}

const emailOf = ({ time_zone, quiet_from, quiet_to, ...rest }: Schedule): Email => ({
  ...rest,
  timeZone: time_zone,
  quietHours: quiet_from === null || quiet_to === null ? null : { from: quiet_from, to: quiet_to },
});
