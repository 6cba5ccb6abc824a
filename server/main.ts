import { ConfigError, readConfig } from "./config";
import { surviveStrayErrors } from "./database/stray-errors";
import { onInterrupt } from "./on-interrupt";
import { StartError } from "./start-error";

const began = Date.now();
console.log("GraphSpace Notifications is starting …");

const dev = process.argv.includes("--dev");
// Before React and Next are loaded: they pick their builds by it.
Object.assign(process.env, { NODE_ENV: dev ? "development" : "production", NEXT_TELEMETRY_DISABLED: "1" });

surviveStrayErrors();
/** Supervisors kill after 10 to 30 s; we would rather go ourselves, and take PostgreSQL along. */
const patienceMs = 9_000;

let stop = async () => {};
let stopping = false;
/** While it still starts there is nothing to stop in order: what was started ends with us. */
const end = (code: number) => {
  if (stopping) return;
  stopping = true;
  console.log("\nStopping …");
  setTimeout(() => {
    console.error(`Not everything stopped within ${patienceMs / 1000} s; going anyway.`);
    process.exit(1);
  }, patienceMs).unref();
  stop().then(
    () => process.exit(code),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
};
const endNow = () => process.exit(1);
onInterrupt(() => (stopping ? endNow() : end(0)), endNow);
// npm passes a signal to its shell only; when that goes, so do we.
const parent = process.ppid;
if (process.env.npm_lifecycle_event)
  setInterval(() => {
    if (process.ppid !== parent && !stopping) end(0);
  }, 250).unref();

try {
  const config = readConfig(process.env);
  // The rest takes half a second to load; the lines above are there at once.
  const [{ startProcess }, { welcome }] = await Promise.all([import("./process"), import("./welcome")]);
  ({ stop } = await startProcess(config, {
    dev,
    say: (line) => console.log(line),
    onLost: (error) => {
      console.error(error.message);
      end(1);
    },
  }));
  console.log(welcome(config, Date.now() - began));
} catch (error) {
  console.error(error instanceof ConfigError || error instanceof StartError ? `\n${error.message}` : error);
  process.exit(1);
}
