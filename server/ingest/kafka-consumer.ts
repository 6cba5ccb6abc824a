import { setTimeout as sleep } from "node:timers/promises";
import type { Consumer, EachBatchPayload } from "kafkajs";
import { type NotificationType, notificationTypeNames } from "../contract/notification-types";
import { backoffMs } from "../database/backoff";
import { isTransient } from "../database/is-transient";
import { connectKafka } from "../kafka/connect";
import { createTopics } from "../kafka/create-topics";
import type { Runtime, Stop } from "../runtime";
import { beating, HeartbeatLost } from "./beating";
import { type Assigned, consumeBatch } from "./consume-batch";
import type { IngestDeps } from "./handle-batch";
import { joinBatches } from "./join-batches";
import { measureLag } from "./measure-lag";
import { placePartitions } from "./place-partitions";
import { createWatchdog, type Watchdog } from "./watchdog";

const lookMs = 5000;
const commitMs = 5000;
const healthyMs = 60_000;
const answerMs = 10_000;
const stopMs = 3000;
const maxPartitions = 100;
/** Transactions at once: as many as one fetch fills. */
const maxRunning = 4;
/** About 15 s: a broker that restarts finds us still in the group. */
const patience = { initialRetryTime: 100, maxRetryTime: 2000, retries: 12 };

/** What is in the way, by where; null once it is not. */
type Report = (where: "Kafka" | "Lag" | "Offsets" | "Storing" | "Progress", problem: unknown) => void;

/**
 * Reads all topics in one consumer group and stores what comes, for as long as it runs. The database's offsets
 * lead; Kafka's are a hint for its own tools. While brokers or database are away it holds, and tries again.
 * @param fatal called once, when nothing moves although nothing known is in the way: the process should end
 */
export function startConsumer(runtime: Runtime, fatal: (error: Error) => void): Stop {
  const stopping = new AbortController();
  const watchdog = createWatchdog();
  const problems = new Map<string, string>([["Kafka", "joining the consumer group"]]);
  const report: Report = (where, problem) => {
    if (problem === null) problems.delete(where);
    else problems.set(where, problem instanceof Error ? problem.message : String(problem));
    // Trouble that passes is being tried again already: a new process would not mend it.
    if (problem !== null && (where === "Kafka" || where === "Lag" || isTransient(problem))) watchdog.progress();
  };
  const reasons = () => [...problems].map(([where, problem]) => `${where}: ${problem}`).join("; ") || null;
  let told = false;
  const fatalOnce = (error: Error) => {
    if (!told) fatal(error);
    told = true;
  };
  const unready = runtime.readiness.add("ingest", reasons);

  const run = async () => {
    for (let failures = 0; !stopping.signal.aborted; ) {
      const started = Date.now();
      try {
        await session(runtime, stopping.signal, watchdog, report, fatalOnce);
      } catch (error) {
        if (stopping.signal.aborted) return;
        failures = Date.now() - started > healthyMs ? 1 : failures + 1;
        report("Kafka", error);
        runtime.log.warn({ err: error, failures }, "The consumer lost Kafka; it starts anew.");
        await sleep(backoffMs(failures, 5000), undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  };
  const running = run();
  return async () => {
    stopping.abort();
    unready();
    // A client that looks for a broker in vain is not waited for.
    await within(stopMs, running);
  };
}

/** One life of the client, from connecting to a stop (resolves) or a crash (rejects). */
async function session(
  { config, db, log, metrics, handover }: Runtime,
  stop: AbortSignal,
  watchdog: Watchdog,
  report: Report,
  fatal: (error: Error) => void,
): Promise<void> {
  const kafka = connectKafka(config, log, "graphspace-notifications", { retry: patience });
  const admin = kafka.admin();
  const consumer = kafka.consumer({
    groupId: config.KAFKA_GROUP_ID,
    // How long the partitions of a killed node wait for another
    sessionTimeout: 10_000,
    rebalanceTimeout: 20_000,
    heartbeatInterval: 2500,
    // What may wait in memory while the database is away
    maxBytesPerPartition: 2 * 1024 * 1024,
    maxBytes: 8 * 1024 * 1024,
    maxWaitTimeInMs: 1000,
    // Every crash comes to us, whatever kafkajs thinks of it (its issue #1630), and a new client begins.
    retry: { ...patience, restartOnFailure: async () => false },
  });
  const over = new AbortController();
  const timers: (() => void)[] = [];
  try {
    await admin.connect();
    const { clusterId } = await admin.describeCluster();
    const types = new Map(notificationTypeNames.map((type) => [config.topics[type], type]));
    await createTopics(admin, [...types.keys(), config.KAFKA_DEAD_LETTER_TOPIC], log);

    const deps: IngestDeps = { db, log, metrics, handover, clusterId };
    const store = joinBatches(deps, Math.min(maxRunning, Math.max(1, config.DATABASE_POOL - 1)));
    const partitions = placePartitions(deps, admin, consumer, (error) => report("Offsets", error), over.signal);
    const toCommit = new Set<Assigned>();
    const inTrouble = new Set<Assigned>();

    const eachBatch = async (payload: EachBatchPayload) => {
      const { topic, partition } = payload.batch;
      await beating(payload.heartbeat, partitions.placed());
      const assigned = partitions.get(topic, partition);
      if (!assigned || payload.isStale()) return;
      assigned.busy = true;
      const whole = await consumeBatch(payload, assigned, {
        deps,
        type: types.get(topic) as NotificationType,
        store,
        stillOurs: () => partitions.get(topic, partition) === assigned,
        stored: () => {
          watchdog.progress();
          toCommit.add(assigned);
        },
        trouble: (error) => {
          if (error === null) inTrouble.delete(assigned);
          else inTrouble.add(assigned);
          if (error !== null || inTrouble.size === 0) report("Storing", error);
        },
      }).finally(() => {
        assigned.busy = false;
      });
      if (!whole && partitions.get(topic, partition) === assigned)
        await beating(payload.heartbeat, partitions.again(assigned));
    };

    const crashed = new Promise<never>((_, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    });
    crashed.catch(() => {});
    consumer.on(consumer.events.REBALANCING, () => {
      watchdog.progress();
      partitions.assign({});
    });
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      watchdog.progress();
      report("Kafka", null);
      report("Lag", null);
      partitions.assign(payload.memberAssignment);
    });
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload: { topic, partition, batchSize, ...ends } }) => {
      if (batchSize > 0) return;
      partitions.passOver(topic, partition, { first: BigInt(ends.firstOffset), last: BigInt(ends.lastOffset) });
    });
    await consumer.connect();
    await consumer.subscribe({ topics: [...types.keys()], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      // All of a fetch: what they have ready is stored together.
      partitionsConsumedConcurrently: maxPartitions,
      eachBatch: (payload) =>
        eachBatch(payload).catch((error) => {
          throw error instanceof HeartbeatLost ? error.cause : error;
        }),
    });

    timers.push(every(commitMs, () => commitHint(consumer, toCommit)));
    timers.push(
      every(lookMs, async () => {
        const waiting = await soon(measureLag(deps, admin, types.keys(), partitions)).catch((error) => {
          // Where nobody answers, nothing can be told of progress either.
          report("Lag", error);
        });
        if (waiting === undefined) return;
        report("Lag", null);
        const stuck = watchdog.stuckFor(waiting);
        if (stuck === null) return report("Progress", null);
        const what = `nothing was stored for ${Math.round(stuck / 1000)} s, although ${waiting} messages wait`;
        report("Progress", what);
        fatal(new Error(`The consumer is stuck: ${what}.`));
      }),
    );
    await Promise.race([crashed, aborted(stop)]);
    await within(2000, commitHint(consumer, toCommit));
  } finally {
    over.abort();
    for (const end of timers) end();
    await within(stopMs, Promise.all([consumer.disconnect(), admin.disconnect()]));
  }
}

/** Tells Kafka's own tools how far the database is. Nothing depends on it. */
async function commitHint(consumer: Consumer, toCommit: Set<Assigned>) {
  const stored = [...toCommit];
  toCommit.clear();
  if (stored.length === 0) return;
  await consumer.commitOffsets(
    stored.map(({ topic, partition, next }) => ({ topic, partition, offset: String(next) })),
  );
}

/** Runs `work` again and again, never twice at once; where it fails the next time will do. */
function every(ms: number, work: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout;
  let ended = false;
  const next = () => {
    timer = setTimeout(async () => {
      await work().catch(() => {});
      if (!ended) next();
    }, ms);
  };
  next();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });

const soon = <T>(work: Promise<T>): Promise<T> =>
  Promise.race([
    work,
    sleep(answerMs, undefined, { ref: false }).then(() => {
      throw new Error(`no answer from the brokers within ${answerMs / 1000} s`);
    }),
  ]);

const within = (ms: number, work: Promise<unknown>) =>
  Promise.race([work.catch(() => {}), sleep(ms, undefined, { ref: false })]);
