import { isAppError } from "../errors";
import { onInterrupt } from "../on-interrupt";

/** Said to the person at the terminal as it is, without a stack. */
export class CommandError extends Error {
  override name = "CommandError";
}

const plain = new Set(["CommandError", "ConfigError", "StartError", "KafkaUnavailable"]);

/** Runs a command line tool: what went wrong is one plain sentence and a non-zero exit. */
export async function runCommand(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const parsing = (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS");
    const expected = error instanceof Error && (plain.has(error.name) || isAppError(error) || parsing);
    console.error(expected ? error.message : error);
    process.exitCode = 1;
  }
}

/** Resolves on Ctrl-C or a signal to stop; a later one exits at once. */
export const interrupted = () => new Promise<void>((resolve) => onInterrupt(resolve, () => process.exit(1)));
