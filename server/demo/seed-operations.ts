import type { Transaction } from "../database/database";
import { latencyBounds } from "../metrics";

/** What a system that has run for a while has to show on /operations: mail, a few dead letters, an hour of figures. */
export async function seedOperations(sql: Transaction, { wnt, graph }: { wnt: number; graph: number }): Promise<void> {
  await seedDeadLetters(sql, wnt, graph);
  await seedMail(sql);
  await seedFigures(sql);
}

/** One that was too early for its group and could be replayed now, and two that never can. */
async function seedDeadLetters(sql: Transaction, wnt: number, graph: number): Promise<void> {
  const event = (id: string, data: object) =>
    JSON.stringify({
      specversion: "1.0",
      id,
      source: "/pipelines/nightly",
      type: "graph.shared",
      subject: `graph/${graph}`,
      time: "2026-11-01T02:00:00Z",
      data: { actor: "nightly-pipeline", resource: { type: "graph", id: graph, name: "Nightly import" }, ...data },
    });
  const letters: [ago: string, topic: string, value: string, field: string, reason: string][] = [
    ["6 hours", "group", event("nightly-1", { group: { id: wnt } }), "data.group", "data.group is an unknown group"],
    ["30 hours", "group", event("nightly-2", { group: { id: 4242 } }), "data.group", "data.group is an unknown group"],
    ["3 days", "watching", '{"specversion":"1.0","id":"cut-', "", "the message is not JSON"],
  ];
  for (const [index, [ago, topic, value, field, reason]] of letters.reverse().entries())
    await sql`
      insert into notification.dead_letter
        (cluster_id, topic, partition, "offset", message_at, key, value, headers, field, reason, received_at)
      values ('demo', ${topic}, 0, ${9000 + index}, extract(epoch from now() - ${ago}::text::interval)::bigint * 1000,
        ${Buffer.from(`graph/${graph}`)}, ${Buffer.from(value)},
        ${sql.json({ "content-type": "application/cloudevents+json", "user-agent": "nightly/2.4" })}, ${field}, ${reason},
        now() - ${ago}::text::interval)`;
}

/** Three weeks of mornings: a run a day over what was new, once put off, once with a mail that may have arrived. */
async function seedMail(sql: Transaction): Promise<void> {
  const limits = { utilization: 0.4, delayMs: 50, load: 0.5, cpuPressure: 10, ioPressure: 5, backends: 0.25, lag: 500 };
  const inputs = (load: number, at: Date) =>
    sql.json({
      nodes: [
        {
          node: "demo:3000:1",
          measuredAt: at.toISOString(),
          coveredSeconds: 60,
          latest: { utilization: 0.06, delayMs: 4, load, cpuPressure: 1.2, ioPressure: 0.1, backends: 0.02, lag: 0 },
          worst: { utilization: 0.11, delayMs: 9, load, cpuPressure: 2.4, ioPressure: 0.3, backends: 0.03, lag: 0 },
          lost: [],
        },
      ],
      limits,
      idleSeconds: 60,
      waiting: { people: 2, retries: 0, overdue: 0, held: false },
    });
  const decide = async (day: number, minutes: number, decision: string, reason: string, load = 0.21) => {
    const at = new Date(new Date().setUTCHours(0, 0, 0, 0) - day * 86_400_000 + minutes * 60_000);
    const [run] = await sql<{ id: string }[]>`
      insert into notification.digest_run (started_at, ended_at, decision, reason, signals)
      values (${at}, ${at}::timestamptz + ${decision === "ran" ? "1.3 seconds" : "0"}::text::interval, ${decision},
        ${reason}, ${inputs(load, at)})
      returning id`;
    return (run as { id: string }).id;
  };
  for (let day = 24; day >= 1; day--) {
    for (let minutes = 481; day === 5 && minutes < 500; minutes++)
      await decide(
        day,
        minutes,
        "put-off",
        `Not now: the load is ${(0.6 + (minutes % 7) / 20).toFixed(2)} per core.`,
        0.83,
      );
    const runId = await decide(day, day === 5 ? 501 : 481, "ran", "The system has been idle for 60 s.");
    await sql`
      with run as (select started_at as at from notification.digest_run where id = ${runId}),
      chosen as (
        select n.user_id, n.event_id from notification.notification n join notification.event e on e.id = n.event_id, run
        where n.read_at is not null and e.ingested_at between run.at - interval '3 days' and run.at
          and not exists (select from notification.digest_item i where i.user_id = n.user_id and i.event_id = n.event_id)),
      mails as (
        insert into notification.digest (run_id, user_id, address, message_id, status, attempts, response, subject, headers,
          claimed_at, claimed_by, composed_at, settled_at)
        select ${runId}, c.user_id, u.email, '<demo-' || ${runId}::text || '-' || c.user_id || '@localhost>', 'sent', 1,
          'Kept, not sent: SMTP_URL is not set.', s.subject, 'To: ' || u.email || e'\\nSubject: ' || s.subject
            || e'\\nList-ID: GraphSpace notifications <notifications.localhost>\\nAuto-Submitted: auto-generated', run.at, 'demo:3000:1', run.at, run.at
        from chosen c join public."user" u on u.id = c.user_id, run,
          lateral (select case count(*) when 1 then '1 unread notification' else count(*) || ' unread notifications' end as subject
            from chosen o where o.user_id = c.user_id) s
        group by c.user_id, u.email, run.at, s.subject
        returning id, user_id)
      insert into notification.digest_item (user_id, event_id, digest_id, mailed_at)
      select c.user_id, c.event_id, m.id, run.at from chosen c join mails m using (user_id), run`;
  }
  await sql`
    delete from notification.digest_run r where decision = 'ran'
      and not exists (select from notification.digest d where d.run_id = r.id)`;
  await sql`
    update notification.digest set status = 'unknown', response = 'The server fell silent.'
    where id = (select id from notification.digest order by claimed_at desc, user_id desc limit 1)`;
  await sql`
    insert into notification.digest_attempt (digest_id, begun_at, ended_at, outcome, response)
    select id, claimed_at, claimed_at + case when status = 'sent' then interval '38 ms' else interval '60 s' end,
      status, response from notification.digest`;
  await sql`
    update notification.digest_run r set people = d.n, mails = d.sent
    from (select run_id, count(*)::int as n, (count(*) filter (where status = 'sent'))::int as sent
      from notification.digest group by run_id) d where d.run_id = r.id`;
}

/** The hour before the first start, as a small lab's would have been. */
async function seedFigures(sql: Transaction): Promise<void> {
  const shares = [0, 2, 7, 6, 3, 1, 1];
  const latency = [...latencyBounds, null].map((_, index) => shares[index] ?? 0);
  await sql`
    insert into notification.figure (minute, node, updated_at, events, notifications, latency, sockets, waiting)
    select date_trunc('minute', now()) - make_interval(mins => m), 'demo:3000:1', now(),
      (3 + 3 * sin(m / 5.0) + m * 37 % 5)::int, (9 + 8 * sin(m / 5.0) + m * 53 % 11)::int,
      case when m % 4 = 0 then ${latency}::int[] else array_fill(0, array[${latency.length}::int]) end,
      4 + (2 * sin(m / 9.0))::int, case when m % 17 = 3 then m % 6 else 0 end
    from generate_series(1, 60) m`;
}
