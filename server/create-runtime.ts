import { createHandover } from "./handover";
import { createMetrics } from "./metrics";
import { createReadiness } from "./readiness";
import type { Runtime } from "./runtime";

/** A runtime of these, with figures, readiness and handover of its own. */
export const createRuntime = (given: Pick<Runtime, "config" | "db" | "log" | "secret">): Runtime => ({
  ...given,
  metrics: createMetrics(),
  readiness: createReadiness(),
  handover: createHandover(),
});
