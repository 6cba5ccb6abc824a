import { eq } from "drizzle-orm";
import { preference } from "../../drizzle/schema/preferences";
import { type Preferences, preferences } from "../contract/api";
import { channels } from "../contract/channels";
import { defaultPreferences } from "../contract/default-preferences";
import { notificationTypeNames } from "../contract/notification-types";
import type { Database } from "../database/database";
import { orm } from "../database/orm";
import { parse } from "../parse";
import { readPreferences } from "./read-preferences";

/**
 * Replaces what a person asked for. Only what differs from the defaults is kept. Opting in to mail covers what is
 * unread now; with `email.onlyNew`, only what arrives from now on.
 */
export async function savePreferences(db: Database, userId: number, input: unknown): Promise<Preferences> {
  const { channels: wanted, email } = parse(preferences, input);
  const differing = notificationTypeNames.flatMap((type) =>
    channels
      .filter((channel) => wanted[type][channel] !== defaultPreferences.channels[type][channel])
      .map((channel) => ({ userId, type, channel, enabled: wanted[type][channel] })),
  );
  await db.transaction(async (sql) => {
    // One save of a person at a time, so that two tabs leave one of both and never a mixture.
    await sql`select pg_advisory_xact_lock(4747002, ${userId})`;
    await orm(sql).delete(preference).where(eq(preference.userId, userId));
    if (differing.length > 0) await orm(sql).insert(preference).values(differing);
    await sql`
      insert into notification.email_schedule as s
        (user_id, cadence, hour, weekday, time_zone, quiet_from, quiet_to, after_snapshot)
      values (${userId}, ${email.cadence}, ${email.hour}, ${email.weekday}, ${email.timeZone},
        ${email.quietHours?.from ?? null}, ${email.quietHours?.to ?? null},
        case when ${email.onlyNew ?? false} then pg_current_snapshot() end)
      on conflict (user_id) do update set cadence = excluded.cadence, hour = excluded.hour, weekday = excluded.weekday,
        time_zone = excluded.time_zone, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
        after_snapshot = case when s.cadence = 'off' and excluded.cadence <> 'off' then excluded.after_snapshot else s.after_snapshot end,
        -- The digest plans the next mail anew.
        next_due_at = null,
        -- Whoever saves wants another try at an address that was refused.
        paused_at = null, paused_reason = null, updated_at = now()`;
  });
  return readPreferences(db, userId);
}
