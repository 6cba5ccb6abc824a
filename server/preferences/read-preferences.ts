import { eq } from "drizzle-orm";
import { emailSchedule, preference } from "../../drizzle/schema/preferences";
import type { Preferences } from "../contract/api";
import { defaultPreferences } from "../contract/default-preferences";
import { notificationTypeNames } from "../contract/notification-types";
import type { Database } from "../database/database";
import { orm } from "../database/orm";

type Email = Preferences["email"];

/** What a person asked for, the defaults filled in. */
export async function readPreferences(db: Database, userId: number): Promise<Preferences> {
  const [switches, [schedule]] = await db.within((sql) =>
    Promise.all([
      orm(sql).select().from(preference).where(eq(preference.userId, userId)),
      orm(sql).select().from(emailSchedule).where(eq(emailSchedule.userId, userId)),
    ]),
  );
  const channels = structuredClone(defaultPreferences.channels);
  for (const { type, channel, enabled } of switches) {
    const known = notificationTypeNames.find((name) => name === type);
    if (known) channels[known][channel] = enabled;
  }
  return { channels, email: schedule ? emailOf(schedule) : defaultPreferences.email };
}

const emailOf = ({
  cadence,
  hour,
  weekday,
  timeZone,
  quietFrom,
  quietTo,
}: typeof emailSchedule.$inferSelect): Email => ({
  cadence,
  hour,
  weekday,
  timeZone,
  quietHours: quietFrom === null || quietTo === null ? null : { from: quietFrom, to: quietTo },
});
