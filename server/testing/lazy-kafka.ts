import { createServer } from "node:http";
import { freePort } from "../database/embedded";
import { type LocalCluster, startLocalCluster } from "../kafka/local-cluster";
import type { Stop } from "../runtime";

export type KafkaAnswer = { brokers: string[] } | { unavailable: string };

/**
 * One broker for the whole test run, started when the first test file asks for it at `url`; files run in
 * processes of their own, so they ask over HTTP.
 */
export async function lazyKafka(data: string): Promise<{ url: string; stop: Stop }> {
  let cluster: Promise<LocalCluster> | undefined;
  const start = async (): Promise<KafkaAnswer> => {
    try {
      cluster ??= Promise.all([freePort(), freePort()]).then(([client, controller]) =>
        startLocalCluster({ ports: [{ client, controller }], data, say: console.log }),
      );
      return { brokers: (await cluster).addresses };
    } catch (error) {
      return { unavailable: (error as Error).message };
    }
  };
  let skipped: string | undefined;
  const server = createServer(async (_, response) => {
    const answer = await start();
    if ("unavailable" in answer) skipped = answer.unavailable;
    response.setHeader("content-type", "application/json").end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await cluster?.then(
        (running) => running.stop(),
        () => {},
      );
      if (skipped) console.warn(`\nSKIPPED: every test that needs Kafka. ${skipped}\n`);
    },
  };
}
