import { type Logger, pino } from "pino";
import pretty from "pino-pretty";

export type { Logger };

/** JSON lines on stdout; for a person at a terminal, readable ones. Secrets never reach a log: what could hold one is redacted by name. */
export const createLogger = (level: string): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ["password", "*.password", "authorization", "*.authorization", "cookie", "*.cookie", "*.headers.cookie"],
    },
    process.stdout.isTTY ? pretty({ translateTime: "SYS:HH:MM:ss", sync: true }) : pino.destination(1),
  );
