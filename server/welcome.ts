import type { Config } from "./config";

/** What the person at the terminal reads once everything runs. */
export function welcome(config: Config, tookMs: number): string {
  const lines = [`\nReady in ${(tookMs / 1000).toFixed(1)} s: ${config.baseUrl}\n`];
  const web = config.roles.has("web");
  if (config.demo && web) {
    lines.push(
      "  Sign in    ana@example.org, bo@example.org, chen@example.org or admin@example.org; password: graphspace",
    );
    lines.push(
      `  Try        ${sameSettings(config)}npm run produce -- owner     (in a second terminal, with Ana's page open)`,
    );
  }
  lines.push(
    config.KAFKA_BROKERS
      ? `  Events     Apache Kafka at ${config.KAFKA_BROKERS.join(", ")}`
      : "  Events     handed over in-process; for Apache Kafka: npm run kafka, then KAFKA_BROKERS=127.0.0.1:9092 npm start",
  );
  if (!config.SMTP_URL && web)
    lines.push(`  Mail       is kept, not sent: ${config.baseUrl}/dev/mail (administrators)`);
  lines.push("  Stop       Ctrl-C\n");
  return lines.join("\n");
}

/** What a command in another terminal needs to find this process: the settings that are not the defaults. */
const sameSettings = ({ PORT, DATA_DIR, KAFKA_BROKERS }: Config): string =>
  [
    PORT === 3000 ? "" : `PORT=${PORT} `,
    DATA_DIR === ".data" ? "" : `DATA_DIR=${DATA_DIR} `,
    KAFKA_BROKERS ? `KAFKA_BROKERS=${KAFKA_BROKERS.join(",")} ` : "",
  ].join("");
