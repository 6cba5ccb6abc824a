import { Counter, Gauge, Histogram, Registry } from "prom-client";

/** Upper bounds of the end-to-end latency, in seconds. */
export const latencyBounds = [0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1, 2, 5, 15, 60];

/** Every figure of the operations page is one of these, and the other way round. */
export const createMetrics = () => {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    eventsIn: new Counter({ name: "graphspace_events_total", help: "Events stored", labelNames: ["type"], registers }),
    notificationsOut: new Counter({
      name: "graphspace_notifications_total",
      help: "Notifications stored (one per person and event)",
      registers,
    }),
    deadLetters: new Counter({
      name: "graphspace_dead_letters_total",
      help: "Messages that could not be processed",
      labelNames: ["topic"],
      registers,
    }),
    deadLettersWaiting: new Gauge({
      name: "graphspace_dead_letters_waiting",
      help: "Dead letters that nobody has replayed or discarded yet",
      registers,
    }),
    ingestRetries: new Counter({
      name: "graphspace_ingest_retries_total",
      help: "Batches tried again after transient trouble",
      labelNames: ["cause"],
      registers,
    }),
    consumerLag: new Gauge({
      name: "graphspace_consumer_lag",
      help: "Messages in the topics that are not yet stored",
      labelNames: ["topic", "partition"],
      registers,
    }),
    outboxDepth: new Gauge({ name: "graphspace_outbox_depth", help: "Events waiting for the relay", registers }),
    endToEndSeconds: new Histogram({
      name: "graphspace_end_to_end_seconds",
      help: "From produced to acknowledged by an open browser (a sample)",
      buckets: latencyBounds,
      registers,
    }),
    batchSeconds: new Histogram({
      name: "graphspace_ingest_batch_seconds",
      help: "Time to store one batch",
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5],
      registers,
    }),
    sockets: new Gauge({ name: "graphspace_sockets", help: "Open sockets of this node", registers }),
    pushes: new Counter({
      name: "graphspace_pushes_total",
      help: "Messages emitted to people's rooms",
      labelNames: ["event"],
      registers,
    }),
    databaseSeconds: new Gauge({
      name: "graphspace_database_seconds",
      help: "How long the database took to answer last",
      registers,
    }),
    inboxLagSeconds: new Gauge({
      name: "graphspace_inbox_lag_seconds",
      help: "How far the inbox is behind the producers",
      registers,
    }),
    load: new Gauge({
      name: "graphspace_load",
      help: "What this node measures of its load, as the digest's gate reads it",
      labelNames: ["signal"],
      registers,
    }),
    digestRuns: new Counter({
      name: "graphspace_digest_runs_total",
      help: "Digest runs, and decisions against one",
      labelNames: ["decision"],
      registers,
    }),
    digestUnknown: new Gauge({
      name: "graphspace_digest_unknown",
      help: "Mails of which nobody knows whether they arrived",
      registers,
    }),
    digestHeld: new Gauge({ name: "graphspace_digest_held", help: "1 while all mail is on hold", registers }),
    digestMails: new Counter({
      name: "graphspace_digest_mails_total",
      help: "Digests by outcome",
      labelNames: ["outcome"],
      registers,
    }),
  };
};
export type Metrics = ReturnType<typeof createMetrics>;
