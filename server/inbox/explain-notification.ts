import type { NotificationType } from "../contract/notification-types";
import { typesOf } from "../contract/notification-types";
import type { ResourceType } from "../contract/resource";
import type { Why } from "../contract/why";
import { reasonText } from "../contract/wording";
import type { Database } from "../database/database";
import { notFound } from "../errors";
import { loadNotifications } from "./load-notifications";
import { readNotificationId } from "./mark-notification";
import { actionOf, type EventRow, eventColumns, type StateRow, stateColumns } from "./notification-row";

type Row = StateRow &
  EventRow & {
    viewer: string;
    source: string;
    origin_id: string;
    origins: string[];
    produced_at: Date | null;
    consumed_at: Date | null;
    emailed_at: Date | null;
    owned_since: string | null;
    member_since: string | null;
    watches: { type: ResourceType; id: number; since: string }[];
  };

const rules: Record<NotificationType, string> = {
  owner: "The owner of a graph, layout or group has a record of what happens to it.",
  group: "Members of a group hear what the others do in it, and who is added or removed hears of it.",
  watching: "Those who watch a thing (or, for a layout, its graph) hear what others do to it.",
};

/** Why a person has one notification: the rule and the watch or membership behind each reason, and its way here. */
export async function explainNotification(db: Database, userId: number, id: string): Promise<Why> {
  const eventId = readNotificationId(id);
  // Checks access, and hides what was lost.
  const visible = (await loadNotifications(db.sql, [{ userId, eventId }])).has(userId);
  const [row] = visible ? await readRow(db, userId, eventId) : [];
  if (!row) throw notFound();
  const action = actionOf(row);
  return {
    reasons: typesOf(row.reasons).map((type) => {
      const evidence = evidenceFor(type, row);
      return {
        type,
        text: reasonText(type, action, row.viewer),
        rule: rules[type],
        evidence,
        since: evidence?.since ?? null,
      };
    }),
    source: row.source,
    eventId: row.origin_id,
    origins: row.origins.map(readOrigin),
    times: {
      occurred: row.occurred_at.toISOString(),
      produced: row.produced_at?.toISOString() ?? null,
      consumed: row.consumed_at?.toISOString() ?? null,
      stored: row.ingested_at.toISOString(),
      read: row.read_at?.toISOString() ?? null,
      emailed: row.emailed_at?.toISOString() ?? null,
    },
  };
}

const readRow = (db: Database, userId: number, eventId: string) =>
  db.within(
    (sql) => sql<Row[]>`
      select ${stateColumns}, ${eventColumns.brief}, u.email as viewer, e.source, e.event_id as origin_id, e.origins, e.produced_at,
        e.consumed_at,
        (select d.settled_at from notification.digest_item i join notification.digest d on d.id = i.digest_id
          where i.user_id = n.user_id and i.event_id = n.event_id and d.status = 'sent') as emailed_at,
        case e.resource_type
          when 'graph' then (select coalesce(created_at, now()::timestamp)::text from public.graph where id = e.resource_id and owner_email = u.email)
          when 'layout' then (select coalesce(created_at, now()::timestamp)::text from public.layout where id = e.resource_id and owner_email = u.email)
          else (select coalesce(created_at, now()::timestamp)::text from public."group" where id = e.resource_id and owner_email = u.email)
          end as owned_since,
        (select coalesce(created_at, now()::timestamp)::text from public.group_to_user
          where group_id = coalesce(e.group_id, case e.resource_type when 'group' then e.resource_id end) and user_id = u.id) as member_since,
        coalesce((select jsonb_agg(jsonb_build_object('type', w.resource_type, 'id', w.resource_id, 'since', w.created_at))
          from notification.watch w
          where w.user_id = u.id and w.level = 'watching' and ((w.resource_type = e.resource_type and w.resource_id = e.resource_id)
            or (w.resource_type = 'graph' and w.resource_id = e.graph_id))), '[]') as watches
      from notification.notification n join notification.event e on e.id = n.event_id
      join public."user" u on u.id = n.user_id
      where n.user_id = ${userId} and n.event_id = ${eventId}`,
  );

type Evidence = NonNullable<Why["reasons"][number]["evidence"]>;

function evidenceFor(type: NotificationType, row: Row): Evidence | null {
  const here = { type: row.resource_type, id: String(row.resource_id), name: row.resource_name };
  if (type === "owner") return row.owned_since ? { kind: "ownership", ...here, since: utc(row.owned_since) } : null;
  if (type === "group") {
    const group = {
      type: "group" as const,
      id: String(row.group_id ?? row.resource_id),
      name: row.group_name ?? row.resource_name,
    };
    return row.member_since ? { kind: "membership", ...group, since: utc(row.member_since) } : null;
  }
  const [watch] = row.watches;
  if (!watch) return null;
  const name = watch.type === "graph" && row.resource_type === "layout" ? (row.graph_name ?? "") : row.resource_name;
  return { kind: "watch", type: watch.type, id: String(watch.id), name, since: new Date(watch.since).toISOString() };
}

/** GraphSpace's times carry no zone; they are UTC. */
const utc = (time: string) => new Date(`${time.replace(" ", "T")}Z`).toISOString();

/** `topic/partition/offset`; a topic may hold slashes of its own. */
function readOrigin(origin: string) {
  const parts = origin.split("/");
  const [offset, partition] = [parts.pop() ?? "", parts.pop() ?? "0"];
  return { topic: parts.join("/"), partition: Number(partition), offset };
}
