import type { Config } from "../config";

/** What a node measures; a signal that its system does not report is not there. */
export const signalNames = ["utilization", "delayMs", "load", "cpuPressure", "ioPressure", "backends", "lag"] as const;
export type Signal = (typeof signalNames)[number];
export type Sample = Partial<Record<Signal, number>>;

/** One node's account of itself, as it stands in `load_signal`. */
export type NodeLoad = {
  node: string;
  measuredAt: Date;
  /** How long it has been measuring without a gap, in seconds. */
  coveredSeconds: number;
  latest: Sample;
  /** The worst of each signal in the window. */
  worst: Sample;
  /** Signals that came once and no longer do. */
  lost: Signal[];
};

export type Limits = Record<Signal, number>;
export type Decision = {
  decision: "ran" | "put-off" | "forced" | "manual" | "held";
  reason: string;
  /** All that the decision rests on. */
  signals: unknown;
};
export type Judgement = {
  idle: boolean /** Some signal passes twice its limit now. */;
  tooBusy: boolean;
  reasons: string[];
};

/** Messages of one batch: less than this waiting is no lag. */
const batch = 500;

export const limitsOf = (config: Config): Limits => ({
  utilization: config.DIGEST_MAX_UTILIZATION,
  delayMs: config.DIGEST_MAX_DELAY_MS,
  load: config.DIGEST_MAX_LOAD,
  cpuPressure: config.DIGEST_MAX_CPU_PRESSURE,
  ioPressure: config.DIGEST_MAX_IO_PRESSURE,
  backends: config.DIGEST_MAX_BACKENDS,
  lag: batch,
});

const words: Record<Signal, (value: number) => string> = {
  utilization: (value) => `the event loop is busy ${percent(value)} of the time`,
  delayMs: (value) => `the event loop answers after ${Math.round(value)} ms`,
  load: (value) => `the load is ${value.toFixed(2)} per core`,
  cpuPressure: (value) => `CPU pressure is ${value.toFixed(0)} %`,
  ioPressure: (value) => `I/O pressure is ${value.toFixed(0)} %`,
  backends: (value) => `${percent(value)} of the database's connections work`,
  lag: (value) => `${value} messages wait to be stored`,
};
const percent = (value: number) => `${Math.round(value * 100)} %`;

/**
 * Whether all nodes have been idle for `idleSeconds`. Pure. What nobody reports decides nothing; what stopped being
 * reported is never idle, nor is a node that fell silent.
 */
export function judgeLoad(
  nodes: NodeLoad[],
  limits: Limits,
  { now, idleSeconds, freshSeconds }: { now: Date; idleSeconds: number; freshSeconds: number },
): Judgement {
  const reasons: string[] = [];
  let tooBusy = false;
  if (nodes.length === 0) reasons.push("no node reports its load");
  for (const node of nodes) {
    const at = nodes.length > 1 ? ` (${node.node})` : "";
    const silentSeconds = (now.getTime() - node.measuredAt.getTime()) / 1000;
    if (silentSeconds > freshSeconds) {
      reasons.push(`${node.node} has reported nothing for ${Math.round(silentSeconds)} s`);
      continue;
    }
    for (const name of node.lost) reasons.push(`${name} is no longer reported${at}`);
    for (const name of signalNames) {
      const worst = idleSeconds > 0 ? node.worst[name] : node.latest[name];
      if (worst !== undefined && !(worst < limits[name])) reasons.push(`${words[name](worst)}${at}`);
      const latest = node.latest[name];
      if (latest !== undefined && latest > 2 * limits[name]) tooBusy = true;
    }
    if (node.coveredSeconds < idleSeconds)
      reasons.push(`measured for ${Math.floor(node.coveredSeconds)} of ${idleSeconds} s${at}`);
  }
  return { idle: reasons.length === 0, tooBusy, reasons };
}
