import { buildIfStale } from "./build-if-stale";
import { runCommand } from "./run-command";

await runCommand(() => buildIfStale(process.cwd(), console.log));
