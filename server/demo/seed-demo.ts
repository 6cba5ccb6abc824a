import type { Config } from "../config";
import { workspaceSource } from "../contract/event";
import { resourceKey } from "../contract/resource";
import type { Transaction } from "../database/database";
import { inTransaction } from "../database/in-transaction";
import { handleBatch } from "../ingest/handle-batch";
import type { IncomingMessage } from "../ingest/message";
import { createMetrics } from "../metrics";
import type { Runtime } from "../runtime";
import { type StoryEvent, tellDemoStory } from "./demo-story";
import { hours } from "./demo-things";
import { seedOperations } from "./seed-operations";
import { seedPeople } from "./seed-people";
import { setDemoStage } from "./set-demo-stage";

/**
 * Fills a database that has nobody yet: people, groups, graphs, and six weeks of history that went through the
 * real pipeline, back-dated. One transaction: all of it or nothing. Resolves to false where there are people.
 */
export async function seedDemo(
  runtime: Pick<Runtime, "db" | "log" | "metrics"> & { config: Pick<Config, "topics"> },
  now = Date.now(),
): Promise<boolean> {
  return runtime.db.transaction(async (sql) => {
    const people = await seedPeople(sql);
    if (!people) return false;
    const stage = await setDemoStage({ sql, now, people });
    const story = tellDemoStory(stage);
    await recordAudiences(sql, story, people);
    // History is no traffic: it is in no figure.
    const deps = {
      ...runtime,
      handover: undefined,
      metrics: createMetrics(),
      db: inTransaction(sql),
      clusterId: "demo",
    };
    await handleBatch(deps, messagesOf(story, now, runtime.config.topics), () => async () => {});
    await turnBackTheClock(sql, story, now);
    await liveThroughIt(sql, story, people.get("ana@example.org") as number, now);
    await seedOperations(sql, { wnt: stage.wnt.id, graph: stage.recombination.id });
    return true;
  }, 60_000);
}

/** Sorts in the order of the story: the pipeline stores a batch by it. */
const eventId = (index: number) => `demo-${String(index).padStart(4, "0")}`;
const timeOf = ({ ago }: StoryEvent, now: number) => new Date(now - ago * 60_000);

function messagesOf(story: StoryEvent[], now: number, topics: Config["topics"]): IncomingMessage[] {
  const messages = story.flatMap((event, index) =>
    event.topics.map((type): Omit<IncomingMessage, "offset"> => {
      const { actor, resource, group, user, owner, changes } = event;
      const url = resource.type === "layout" ? undefined : `/${resource.type}s/${resource.id}`;
      const envelope = {
        specversion: "1.0",
        id: eventId(index),
        source: workspaceSource,
        type: event.verb,
        subject: resourceKey(resource),
        time: timeOf(event, now).toISOString(),
        data: { actor, resource: { ...resource, url }, group, user, owner, changes },
      };
      return {
        topic: topics[type],
        type,
        partition: -1,
        timestamp: timeOf(event, now),
        takenAt: performance.now(),
        key: Buffer.from(resourceKey(resource)),
        value: Buffer.from(JSON.stringify(envelope)),
        headers: { "content-type": "application/cloudevents+json" },
      };
    }),
  );
  return messages.map((message, index) => ({ ...message, offset: BigInt(index + 1) }));
}

async function recordAudiences(sql: Transaction, story: StoryEvent[], people: Map<string, number>): Promise<void> {
  for (const [index, event] of story.entries())
    for (const topic of event.told ? event.topics : []) {
      const told =
        topic === "owner" ? [event.owner ?? event.actor] : (event.told?.filter((e) => e !== event.actor) ?? []);
      await sql`
        insert into notification.recorded_audience (source, event_id, topic, user_ids)
        values (${workspaceSource}, ${eventId(index)}, ${topic}, ${told.map((email) => people.get(email) as number)})`;
    }
}

/** The pipeline stores what arrives as arriving now; the story's days and hours are the demo's point. */
const turnBackTheClock = (sql: Transaction, story: StoryEvent[], now: number) => sql`
  update notification.event e set ingested_at = s.at::timestamptz + interval '41 ms', produced_at = s.at::timestamptz,
    consumed_at = s.at::timestamptz + interval '32 ms'
  from unnest(${story.map((_, index) => eventId(index))}::text[],
    ${story.map((event) => timeOf(event, now).toISOString())}::text[]) s (id, at)
  where e.source = ${workspaceSource} and e.event_id = s.id`;

/** What people did with their notifications. Older ones are read; Ana's have a fate each. */
async function liveThroughIt(sql: Transaction, story: StoryEvent[], anaId: number, now: number): Promise<void> {
  const ofEvents = (some: StoryEvent[]) =>
    sql`select id from notification.event where event_id = any(${some.map((e) => eventId(story.indexOf(e)))}::text[])`;
  const lastLook = new Date(now - 2 * hours * 60_000).toISOString();
  await sql`
    update notification.notification n set read_at = least(e.ingested_at + interval '17 minutes', ${lastLook}::timestamptz)
    from notification.event e where e.id = n.event_id
      and case when n.user_id = ${anaId} then e.id not in (${ofEvents(story.filter((e) => e.ana === "unread"))})
        else e.ingested_at < ${new Date(now - 30 * hours * 60_000).toISOString()}::timestamptz end`;
  await sql`
    update notification.notification set saved_at = read_at where user_id = ${anaId}
      and event_id in (${ofEvents(story.filter((e) => e.ana === "saved"))})`;
  await sql`
    update notification.notification set archived_at = read_at where user_id = ${anaId}
      and event_id in (${ofEvents(story.filter((e) => e.ana === "archived"))})`;
  for (const event of story)
    if (typeof event.ana === "object")
      await sql`
        update notification.notification
        set read_at = null, snoozed_until = ${new Date(now + event.ana.snoozedFor * 60_000).toISOString()}::timestamptz
        where user_id = ${anaId} and event_id in (${ofEvents([event])})`;
  // Everything before the last look counts as seen: it arrived in a transaction of long ago.
  await sql`
    update notification.notification n set arrived = '3', changed = '3'
    from notification.event e where e.id = n.event_id and e.ingested_at < ${lastLook}::timestamptz`;
  await sql`
    insert into notification.inbox_state (user_id, seen_snapshot, seen_at)
    select id, '4:4:'::pg_snapshot, ${lastLook}::timestamptz from public."user"`;
}
