import os from "node:os";
import { type BenchWorld, benchWorld } from "./bench-world";
import type { Figure } from "./figure";

type Bench = { run: (world: BenchWorld) => Promise<Figure[]> };

const benches: Record<string, () => Promise<Bench>> = {
  api: () => import("./api"),
  idle: () => import("./idle"),
  digest: () => import("./digest"),
  ingest: () => import("./ingest"),
  interactions: () => import("./interactions"),
  lighthouse: () => import("./lighthouse"),
  push: () => import("./push"),
  scale: () => import("./scale"),
  share: () => import("./share"),
  workspace: () => import("./workspace"),
};
const usage = `npm run bench -- ${Object.keys(benches).join("|")}|all [--seed 1]
Measures against a bound in the same run; one JSON line per figure at the end.`;

const words = process.argv.slice(2);
const at = words.indexOf("--seed");
const seed = at < 0 ? 1 : Number(words.splice(at, 2)[1]);
const names = words.length === 0 || words.includes("all") ? Object.keys(benches) : words;
if (!Number.isInteger(seed) || names.some((name) => !(name in benches))) {
  console.error(usage);
  process.exit(2);
}

const figures: Figure[] = [];
for (const name of names) {
  const { run } = await (benches[name] as () => Promise<Bench>)();
  const world = await benchWorld(seed);
  try {
    world.say(`— ${name}`);
    figures.push(...(await run(world)));
  } finally {
    for (const stop of world.release.toReversed()) await stop();
  }
}
const circumstances = {
  seed,
  node: process.version,
  cpus: os.cpus().length,
  load: os.loadavg().map((load) => Number(load.toFixed(2))),
};
for (const figure of figures) console.log(JSON.stringify({ ...figure, ...circumstances }));
process.exit(figures.every(({ ok }) => ok) ? 0 : 1);
