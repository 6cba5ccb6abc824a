import { createRequire } from "node:module";

type RequestQueue = { pending: unknown[]; throttledUntil: number; scheduleCheckPendingRequests(): void };

const calm = Symbol.for("graphspace.calm-request-queue");

/**
 * kafkajs 2.2.4 polls every connection's queue each millisecond even when nothing is queued (its issue #1751:
 * 2.7 to 5.5 % of a core when idle). This schedules a look only where something waits or is throttled; a request
 * that is pushed later schedules its own.
 */
export function calmRequestQueue(): void {
  const queue = createRequire(import.meta.url)("kafkajs/src/network/requestQueue") as {
    prototype: RequestQueue & { [calm]?: boolean };
  };
  if (queue.prototype[calm]) return;
  queue.prototype[calm] = true;
  const schedule = queue.prototype.scheduleCheckPendingRequests;
  queue.prototype.scheduleCheckPendingRequests = function () {
    if (this.pending.length > 0) schedule.call(this);
  };
}
