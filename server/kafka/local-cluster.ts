import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import kafkajs from "kafkajs";
import { StartError } from "../start-error";
import { kafkaJars } from "./jars";

export type Broker = {
  address: string;
  start(): Promise<void>;
  /** Asks it to stop and waits; after 15 s it is killed. */
  stop(): Promise<void>;
  /** kill -9 */
  kill(): Promise<void>;
  /** Freezes it for a while: its connections stay open and nobody answers. */
  freeze(ms: number): Promise<void>;
};
export type LocalCluster = { brokers: Broker[]; addresses: string[]; stop(): Promise<void> };

type Options = {
  /** Client port and controller port of each broker; all on loopback. */
  ports: { client: number; controller: number }[];
  /** Where the logs live; an existing cluster is continued. */
  data: string;
  say?: (line: string) => void;
};

// Made once: a cluster of this folder is always this cluster.
const clusterId = "R3JhcGhTcGFjZUthZmthIQ";
/** Three brokers on a busy machine of two cores take over a minute. */
const readyMs = 180_000;

/** Starts a real Apache Kafka (KRaft, no ZooKeeper) on loopback. Throws KafkaUnavailable without Java or Maven. */
export async function startLocalCluster({ ports, data, say = () => {} }: Options): Promise<LocalCluster> {
  const classpath = path.join(await kafkaJars(say), "*");
  const brokers = ports.map((_, index) => localBroker(classpath, data, ports, index));
  const addresses = brokers.map(({ address }) => address);
  const stop = async () => {
    await Promise.all(brokers.map((broker) => broker.stop()));
  };
  try {
    await Promise.all(brokers.map((broker) => broker.start()));
    await ready(addresses);
  } catch (error) {
    await stop();
    throw error;
  }
  return { brokers, addresses, stop };
}

function localBroker(classpath: string, data: string, ports: Options["ports"], index: number): Broker {
  const folder = path.join(data, `broker-${index + 1}`);
  const { client } = ports[index] as Options["ports"][number];
  const address = `127.0.0.1:${client}`;
  let running: { process: ChildProcess; ended: Promise<void> } | undefined;

  const start = async () => {
    mkdirSync(folder, { recursive: true });
    const settings = path.join(folder, "server.properties");
    writeFileSync(settings, properties(folder, ports, index));
    if (!existsSync(path.join(folder, "log", "meta.properties")))
      await promisify(execFile)("java", [
        "-Xmx128m",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        classpath,
        "kafka.tools.StorageTool",
        "format",
        "-t",
        clusterId,
        "-c",
        settings,
      ]);
    running = spawnKafka(classpath, settings);
  };
  const end = async (signal: NodeJS.Signals) => {
    if (!running) return;
    const { process: child, ended } = running;
    running = undefined;
    child.kill(signal);
    const killer = setTimeout(() => child.kill("SIGKILL"), 15_000);
    await ended;
    clearTimeout(killer);
  };
  const freeze = async (ms: number) => {
    running?.process.kill("SIGSTOP");
    await sleep(ms);
    running?.process.kill("SIGCONT");
  };
  return { address, start, freeze, stop: () => end("SIGTERM"), kill: () => end("SIGKILL") };
}

function spawnKafka(classpath: string, settings: string) {
  const child = spawn(
    "java",
    [
      "-Xms96m",
      "-Xmx512m",
      "-XX:+UseSerialGC",
      "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
      "-cp",
      classpath,
      "kafka.Kafka",
      settings,
    ],
    // A group of its own: Ctrl-C reaches us first, and we stop it.
    { stdio: ["ignore", "ignore", "pipe"], detached: true },
  );
  let errors = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-4000);
  });
  // What outlives us would block the next start.
  const orphan = () => child.kill("SIGKILL");
  process.once("exit", orphan);
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => {
      process.off("exit", orphan);
      resolve();
    });
    child.once("error", () => resolve());
  });
  return { process: child, ended, errors: () => errors };
}

const properties = (folder: string, ports: Options["ports"], index: number) => {
  const id = index + 1;
  const { client, controller } = ports[index] as Options["ports"][number];
  const replicas = Math.min(3, ports.length);
  const inSync = Math.max(1, replicas - 1);
  return `process.roles=broker,controller
node.id=${id}
controller.quorum.voters=${ports.map((port, voter) => `${voter + 1}@127.0.0.1:${port.controller}`).join(",")}
listeners=PLAINTEXT://127.0.0.1:${client},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://127.0.0.1:${client}
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=${path.join(folder, "log")}
auto.create.topics.enable=false
default.replication.factor=${replicas}
min.insync.replicas=${inSync}
offsets.topic.replication.factor=${replicas}
offsets.topic.num.partitions=6
transaction.state.log.replication.factor=${replicas}
transaction.state.log.min.isr=${inSync}
transaction.state.log.num.partitions=6
group.initial.rebalance.delay.ms=0
broker.heartbeat.interval.ms=500
broker.session.timeout.ms=3000
`;
};

/** Waits until the cluster answers and knows all its brokers. */
export async function ready(addresses: string[]): Promise<void> {
  const kafka = new kafkajs.Kafka({ brokers: addresses, logLevel: kafkajs.logLevel.NOTHING, retry: { retries: 0 } });
  const deadline = Date.now() + readyMs;
  for (;;) {
    const admin = kafka.admin();
    try {
      await admin.connect();
      if ((await admin.describeCluster()).brokers.length === addresses.length) return;
      throw new Error("not all brokers are there yet");
    } catch (error) {
      if (Date.now() > deadline)
        throw new StartError(`Kafka did not start within ${readyMs / 1000} s; is the machine very busy?`, {
          cause: error,
        });
      await sleep(100);
    } finally {
      await admin.disconnect().catch(() => {});
    }
  }
}
