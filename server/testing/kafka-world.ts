import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Config } from "../config";
import type { NotificationType } from "../contract/notification-types";
import type { Database } from "../database/database";
import { connectKafka } from "../kafka/connect";
import { openProducer } from "../kafka/producer";
import { createLogger } from "../logger";
import { addGraph, addGroup, addPeople } from "./people";

export type WorldEvent = { type: NotificationType; id: string; key: string; value: string; heard: string[] };

/** Three people, a group, a graph; events about them, and who should have heard of each. */
export async function kafkaWorld(db: Database) {
  const members = ["ana@example.org", "bo@example.org", "chen@example.org"];
  await addPeople(db, ...members, "stranger@example.org");
  const group = await addGroup(db, "Wnt Lab", "ana@example.org", "bo@example.org", "chen@example.org");
  const graphs: number[] = [];
  for (let n = 0; n < 8; n++) graphs.push(await addGraph(db, `Graph ${n}`, "ana@example.org", { groups: [group] }));

  const event = (n: number): WorldEvent => {
    const type = n % 2 === 0 ? "owner" : "group";
    const actor = members[n % members.length] as string;
    const id = randomUUID();
    const graph = graphs[n % graphs.length] as number;
    const value = JSON.stringify({
      specversion: "1.0",
      id,
      source: "/test",
      type: type === "group" ? "graph.shared" : "graph.updated",
      subject: `graph/${graph}`,
      time: new Date().toISOString(),
      data: {
        actor,
        resource: { type: "graph", id: graph, name: `Graph ${graph}` },
        ...(type === "group" ? { group: { id: group, name: "Wnt Lab" } } : {}),
      },
    });
    const heard = type === "owner" ? ["ana@example.org"] : members.filter((member) => member !== actor);
    return { type, id, key: `graph/${graph}`, value, heard };
  };

  const rows = async (): Promise<string[]> => {
    const found = await db.within(
      (sql) => sql<{ id: string; email: string }[]>`
        select event.event_id as id, person.email from notification.notification
        join notification.event on event.id = notification.event_id
        join public."user" person on person.id = notification.user_id`,
    );
    return found.map(({ id, email }) => `${id} ${email}`).sort();
  };

  return {
    group,
    graphs,
    events: (count: number) => Array.from({ length: count }, (_, n) => event(n)),
    rows,
    /** Waits until exactly the right rows are there, and no dead letter. */
    async expectRows(events: WorldEvent[], timeoutMs = 30_000) {
      const expected = events.flatMap(({ id, heard }) => heard.map((email) => `${id} ${email}`)).sort();
      const until = Date.now() + timeoutMs;
      let actual: string[] = [];
      while (Date.now() < until) {
        actual = await rows().catch(() => []);
        if (actual.length >= expected.length) break;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      expect(actual.length).toBe(expected.length);
      expect(actual).toEqual(expected);
      expect(await db.sql`select reason from notification.dead_letter`).toEqual([]);
    },
  };
}

/** Sends events as any producer would. */
export async function send(config: Config, events: WorldEvent[]): Promise<void> {
  const log = createLogger("silent");
  const producer = openProducer(connectKafka(config, log, "test-producer"), log, Object.values(config.topics));
  try {
    await producer.send(
      events.map(({ type, key, value }) => ({ topic: config.topics[type], key, value, headers: {} })),
    );
  } finally {
    await producer.close();
  }
}
