import { setTimeout as sleep } from "node:timers/promises";
import v8 from "node:v8";
import vm from "node:vm";
import type { Runtime } from "../server/runtime";
import type { BenchWorld } from "./bench-world";
import { atMost, type Figure } from "./figure";
import { bareWay, ourWay, people, type Way, warming, withPages } from "./push-world";

v8.setFlagsFromString("--expose-gc");
const collect = vm.runInNewContext("gc") as () => void;

/** What one idle page holds of the server's memory, beside bare Socket.IO. */
export async function pushMemory(world: BenchWorld, runtime: Runtime): Promise<Figure> {
  const bound = await bytesOfPage(runtime, bareWay);
  const value = await bytesOfPage(runtime, ourWay);
  world.say(`  idle pages: ${Math.round(bound)} bytes each on bare, ${Math.round(value)} on ours`);
  return atMost("push.memory", "bytes/page", { value, bound, most: 1.1 }, { sockets: people });
}

async function bytesOfPage(runtime: Runtime, way: Way): Promise<number> {
  let before = 0;
  return withPages(
    runtime,
    way,
    async () => {
      await sleep(2_000);
      return ((await held()) - before) / (people - warming);
    },
    async () => {
      before = await held();
    },
  );
}

/** Bytes that this process holds once what nobody needs is gone. */
async function held(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    await sleep(100);
    collect();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
