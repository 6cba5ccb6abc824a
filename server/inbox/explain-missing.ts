import { readAccess } from "../access/access-of";
import { removalVerbs, type Verb } from "../contract/event";
import type { ResourceRef, ResourceType } from "../contract/resource";
import type { WhyNot } from "../contract/why";
import { describeAction, sentence } from "../contract/wording";
import type { Database } from "../database/database";
import { notFound } from "../errors";
import { aboutResource, mayKnow } from "./about-resource";
import { actionOf, type EventRow, eventColumns } from "./notification-row";

type Row = EventRow & {
  told: boolean;
  hidden: boolean;
  owner: boolean;
  member: boolean;
  level: "watching" | "muted" | null;
  level_of: ResourceType | null;
  group_level: "watching" | "muted" | null;
  channels_off: string[];
};

/**
 * "Why did I not hear of this": what happened lately to a thing that the person can see, and for each event
 * whether they were told and why not. Computed now, by today's rules; what they were then is not kept.
 */
export async function explainMissing(
  db: Database,
  viewer: { userId: number; email: string },
  resource: ResourceRef,
): Promise<WhyNot> {
  const { userId, email } = viewer;
  if ((await readAccess(db.sql, userId, resource)) !== "visible") throw notFound();
  const rows = await db.within(
    (sql) => sql<Row[]>`
      select ${eventColumns.brief}, n.user_id is not null and n.hidden_at is null as told,
        n.hidden_at is not null as hidden,
        coalesce(u.email = case e.resource_type
          when 'graph' then (select owner_email from public.graph where id = e.resource_id)
          when 'layout' then (select owner_email from public.layout where id = e.resource_id)
          else (select owner_email from public."group" where id = e.resource_id) end, false) as owner,
        exists (select from public.group_to_user m where m.user_id = u.id and (m.group_id = any(e.group_ids)
          or m.group_id = coalesce(e.group_id, case e.resource_type when 'group' then e.resource_id end))) as member,
        own.level, own.resource_type as level_of,
        (select level from notification.watch w where w.user_id = u.id and w.resource_type = 'group' and w.resource_id = e.group_id) as group_level,
        array(select type from notification.preference p where p.user_id = u.id and p.channel = 'inbox' and not p.enabled) as channels_off
      from notification.event e join public."user" u on u.id = ${userId}
      left join notification.notification n on n.user_id = u.id and n.event_id = e.id
      left join lateral (
        select w.level, w.resource_type from notification.watch w
        where w.user_id = u.id and ((w.resource_type = e.resource_type and w.resource_id = e.resource_id)
          or (w.resource_type = 'graph' and w.resource_id = e.graph_id))
        order by w.level limit 1) own on true
      where ${aboutResource(resource)} and ${mayKnow(viewer, resource)}
      order by e.id desc limit 10`,
  );
  return {
    resource: { type: resource.type, id: String(resource.id) },
    events: rows.map((row) => ({
      id: row.id,
      message: sentence(describeAction(actionOf(row), email)),
      occurredAt: row.occurred_at.toISOString(),
      told: row.told,
      text: row.told ? "It is in your inbox." : whyNotTold(row, email),
    })),
  };
}

function whyNotTold(row: Row, viewer: string): string {
  if (row.hidden) return "You had it, and lost access to it.";
  if (row.level === "muted") return `You muted this ${row.level_of}.`;
  if (row.group_level === "muted") return `You muted ${row.group_name ?? "its group"}.`;
  const off = (type: string) => row.channels_off.includes(type);
  const because = row.owner ? "owner" : row.member ? "group" : row.level === "watching" ? "watching" : null;
  if (because && off(because)) return `You switched off the inbox for “${because}” in your settings.`;
  if (row.actor === viewer) return "You did it yourself.";
  if (row.level === "watching") return "It happened before you watched it, or you deleted the notification.";
  if (row.member) return "It happened before you were in the group, or you deleted the notification.";
  if (row.owner) return "It is yours, but the event was not sent to its owner, or you deleted the notification.";
  const removal = removalVerbs.has(row.verb as Verb) ? " Removals are told to those who lost something." : "";
  return `You do not watch this ${row.resource_type}, and it did not come through a group of yours.${removal}`;
}
