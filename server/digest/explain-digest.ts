import type { Database } from "../database/database";
import { fragment, nothing } from "../database/fragment";
import { mailable, unmailed } from "./mailable";

export type DigestExplanation = {
  people: {
    email: string;
    count: number;
    /** Why no mail; null where there is one. */
    why: string | null;
    /** Mails of before that wait for another try, and those of which nobody knows whether they arrived. */
    waiting: number;
    unknown: number;
  }[];
  /** All mail waits for the operator. */
  held: boolean;
  neverAsked: number;
};

type Row = {
  email: string;
  cadence: string;
  paused: string | null;
  unread: number;
  fresh: number;
  waiting: number;
  unknown: number;
};

/** What a run over everybody, or over some, would mail now, and why not to the others. */
export async function explainDigest(db: Database, userIds?: number[]): Promise<DigestExplanation> {
  return db.within(async (sql) => {
    const only = userIds ? fragment`and u.id = any(${userIds}::int[])` : nothing;
    const rows = await sql<Row[]>`
      select u.email, s.cadence, case when s.paused_at is not null then coalesce(s.paused_reason, '') end as paused,
        count(n.event_id)::int as unread, count(n.event_id) filter (where ${unmailed})::int as fresh,
        (select count(*)::int from notification.digest d where d.user_id = u.id and d.status = 'retry') as waiting,
        (select count(*)::int from notification.digest d where d.user_id = u.id and d.status = 'unknown') as unknown
      from notification.email_schedule s join public."user" u on u.id = s.user_id
      left join (notification.notification n join notification.event e on e.id = n.event_id)
        on n.user_id = s.user_id and ${mailable}
      where true ${only}
      group by u.id, s.user_id order by u.email`;
    const [rest] = await sql<{ never: number; held: boolean }[]>`
      select exists (select from notification.installation where key = 'mail-hold') as held, (
        select count(*)::int from public."user" u
        where not exists (select from notification.email_schedule s where s.user_id = u.id) ${only}) as never`;
    const why = ({ cadence, paused, unread, fresh }: Row) => {
      if (cadence === "off") return "wants no e-mail";
      if (paused !== null) return `paused, since the address was refused: ${paused}`;
      if (fresh > 0) return null;
      return unread > 0 ? "all that is unread was mailed before" : "nothing unread to mail";
    };
    return {
      people: rows.map((row) => {
        const { email, fresh, waiting, unknown } = row;
        return { email, count: why(row) === null ? fresh : 0, why: why(row), waiting, unknown };
      }),
      held: rest?.held ?? false,
      neverAsked: rest?.never ?? 0,
    };
  }, 60_000);
}
