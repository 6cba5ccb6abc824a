import { createServer } from "node:net";
import path from "node:path";
import { parseArgs } from "node:util";
import { readConfig } from "../config";
import { kafkaVersion } from "../kafka/jars";
import { startLocalCluster } from "../kafka/local-cluster";
import { CommandError, interrupted, runCommand } from "./run-command";

const usage = `npm run kafka [-- --brokers 3] [--port 9092] [--data .data/kafka]
A real Apache Kafka on this machine, on loopback only. Ctrl-C stops it; what it holds is kept.`;

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      brokers: { type: "string", default: "1" },
      port: { type: "string", default: "9092" },
      data: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return console.log(usage);
  const count = whole("--brokers", values.brokers, 1, 5);
  const first = whole("--port", values.port, 1, 65_000);
  const data = path.resolve(
    values.data ?? path.join(readConfig(process.env).DATA_DIR, count === 1 ? "kafka" : `kafka-${count}`),
  );
  const ports = Array.from({ length: count }, (_, n) => ({ client: first + n, controller: first + 100 + n }));
  for (const port of ports.flatMap(({ client, controller }) => [client, controller]))
    if (!(await isFree(port)))
      throw new CommandError(
        `Port ${port} is taken: perhaps a Kafka is running already. Stop it, or choose another: npm run kafka -- --port ${first + 1000}`,
      );

  const stopped = interrupted();
  console.log(`Apache Kafka ${kafkaVersion}, ${count === 1 ? "one broker" : `${count} brokers`}, data in ${data}`);
  const started = Date.now();
  const cluster = await startLocalCluster({ ports, data, say: console.log });
  console.log(`Ready after ${((Date.now() - started) / 1000).toFixed(1)} s. In another terminal:

  KAFKA_BROKERS=${cluster.addresses.join(",")} npm start

Ctrl-C stops it.`);
  await stopped;
  console.log("\nStopping …");
  await cluster.stop();
  console.log("Stopped.");
  process.exit(0);
});

function whole(option: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new CommandError(`${option} must be a whole number from ${min} to ${max}.\n\n${usage}`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
