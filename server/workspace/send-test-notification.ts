import { randomUUID } from "node:crypto";
import type { OriginalMessage } from "../contract/original-message";
import { testGraphId } from "../contract/test-graph";
import type { Database } from "../database/database";
import { enqueue } from "../outbox/enqueue";

/**
 * Sends one person a notification all the way, as GraphSpace would: outbox, topic, pipeline, inbox, push. It is about
 * a graph that never exists, so that nobody else hears of it. Resolves to the name under which to look for it.
 */
export async function sendTestNotification(db: Database, email: string): Promise<string> {
  const test = randomUUID();
  const message: OriginalMessage = {
    owner_email: email,
    message: "This is a test that you sent yourself.",
    resource: "graph",
    resource_id: testGraphId,
    type: "create",
    test,
  };
  await db.transaction((sql) => enqueue(sql, [{ topic: "owner", key: null, value: JSON.stringify(message) }]));
  return test;
}
