import { notificationAccess } from "../access/notification-access";
import { defaultPreferences } from "../contract/default-preferences";
import { notificationTypeNames, notificationTypes, reasonBits } from "../contract/notification-types";
import { fragment } from "../database/fragment";

const bits = notificationTypeNames.map((name) => notificationTypes[name].bit);
const mailedByDefault = reasonBits(notificationTypeNames.filter((name) => defaultPreferences.channels[name].email));

/**
 * Whether a notification belongs into its person's next mail, over `n` (notification), `e` (event) and `s`
 * (email_schedule): unread, in the inbox, not muted, not snoozed, still theirs to see, of a type whose e-mail switch
 * is on. Whether it was mailed already is the ledger's to say.
 */
export const mailable = fragment`(n.read_at is null and n.archived_at is null and n.snoozed_until is null and n.hidden_at is null
    and (s.after_snapshot is null or not pg_visible_in_snapshot(n.arrived, s.after_snapshot))
    and n.reasons & (
      select (${mailedByDefault}::int | coalesce(bit_or(t.bit) filter (where p.enabled), 0))
        & ~coalesce(bit_or(t.bit) filter (where not p.enabled), 0)
      from notification.preference p join unnest(${notificationTypeNames as string[]}::text[], ${bits}::int[]) as t(type, bit) using (type)
      where p.user_id = n.user_id and p.channel = 'email') <> 0
    and not exists (
      select from notification.watch w
      where w.user_id = n.user_id and w.level = 'muted' and (
        (w.resource_type = e.resource_type and w.resource_id = e.resource_id)
        or (w.resource_type = 'graph' and w.resource_id = e.graph_id)
        or (w.resource_type = 'group' and w.resource_id = any(e.group_ids || e.group_id))))
    and ${notificationAccess.each} <> 'forbidden')`;

/** Not in any mail yet, and not held back. */
export const unmailed = fragment`not exists (select from notification.digest_item i where i.user_id = n.user_id and i.event_id = n.event_id)`;
