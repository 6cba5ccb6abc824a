import { ConfigError, readConfig } from "./config";

console.log("GraphSpace Notifications is starting …");

const dev = process.argv.includes("--dev");
// Before React and Next are loaded: they pick their builds by it.
Object.assign(process.env, { NODE_ENV: dev ? "development" : "production", NEXT_TELEMETRY_DISABLED: "1" });

try {
  const config = readConfig(process.env);
  const { startProcess } = await import("./process");
  const running = await startProcess(config, { dev, say: (line) => console.log(line) });
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      // A second Ctrl-C means now.
      if (stopping) process.exit(1);
      stopping = true;
      console.log("\nStopping …");
      running.stop().then(
        () => process.exit(0),
        (error) => {
          console.error(error);
          process.exit(1);
        },
      );
    });
} catch (error) {
  const expected = error instanceof ConfigError || (error instanceof Error && error.name === "StartError");
  console.error(expected ? `\n${error.message}` : error);
  process.exit(1);
}
