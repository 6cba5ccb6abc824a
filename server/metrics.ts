import { Counter, Gauge, Histogram, Registry } from "prom-client";

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
      help: "From produced to emitted to an open browser",
      buckets: [0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1, 2, 5, 15, 60],
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
    digestMails: new Counter({
      name: "graphspace_digest_mails_total",
      help: "Digests by outcome",
      labelNames: ["outcome"],
      registers,
    }),
  };
};
export type Metrics = ReturnType<typeof createMetrics>;
