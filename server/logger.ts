import { type Logger, pino } from "pino";

export type { Logger };

/** JSON lines on stdout. Secrets never reach a log: what could hold one is redacted by name. */
export const createLogger = (level: string): Logger =>
  pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ["password", "*.password", "authorization", "*.authorization", "cookie", "*.cookie", "*.headers.cookie"],
  });
