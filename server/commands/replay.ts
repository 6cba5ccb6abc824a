import { parseArgs } from "node:util";
import { readConfig } from "../config";
import { createRuntime } from "../create-runtime";
import { openDatabase } from "../database/database";
import { replayTopics } from "../ingest/replay-topics";
import { createLogger } from "../logger";
import { rehearseReplay, replayDeadLetter } from "../operations/replay-dead-letter";
import type { Runtime } from "../runtime";
import { commandUser } from "./command-user";
import { progressBar } from "./progress-bar";
import { CommandError, runCommand } from "./run-command";
import { runningDatabase } from "./running-database";

const usage = `npm run replay -- --from-beginning
Reads the Kafka topics again and adds only what is missing: nobody is told twice, nothing read becomes unread.
  --dead-letter ID [--dry-run]   one message that could not be processed: see /operations/dead-letters`;

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      "from-beginning": { type: "boolean", default: false },
      "dead-letter": { type: "string" },
      "dry-run": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return console.log(usage);
  const letter = values["dead-letter"];
  if (!values["from-beginning"] && letter === undefined) throw new CommandError(usage);
  const config = readConfig({ ...process.env, AUTH_SECRET: process.env.AUTH_SECRET ?? "-".repeat(32) });
  if (!config.KAFKA_BROKERS && letter === undefined)
    throw new CommandError(
      "There is nothing to read again: without Kafka, events are handed over and gone. With Kafka: KAFKA_BROKERS=127.0.0.1:9092 npm run replay -- --from-beginning",
    );
  const url = runningDatabase(config);
  if (!url) throw new CommandError("Start the application first (npm start), or name its database: DATABASE_URL=…");

  const db = openDatabase(url, { max: 5, applicationName: "graphspace-replay" });
  const log = createLogger(config.LOG_LEVEL === "info" ? "warn" : config.LOG_LEVEL);
  const runtime = createRuntime({
    config,
    db,
    log,
    secret: "",
  });
  try {
    if (letter !== undefined) return console.log(await replayOne(runtime, letter, values["dry-run"]));
    console.log(`Reading ${Object.values(config.topics).join(", ")} again from ${config.KAFKA_BROKERS?.join(", ")} …`);
    let show: ReturnType<typeof progressBar> | undefined;
    const { messages, events, notifications } = await replayTopics(runtime, (done, total) => {
      show ??= progressBar(total);
      show(done, `${done} of ${total} messages`);
    });
    console.log(
      messages === 0
        ? "The topics are empty."
        : `Read ${messages} messages again: ${events} events and ${notifications} notifications were missing and are there now.`,
    );
  } finally {
    await db.close();
  }
});

/** Replays one dead letter, or says what that would do. */
async function replayOne(runtime: Runtime, id: string, dryRun: boolean): Promise<string> {
  const { refused, notifications, mails, people } = dryRun
    ? await rehearseReplay(runtime, id)
    : await replayDeadLetter(runtime, { id, by: commandUser("replay") });
  if (refused !== null) return `It still cannot be processed: ${refused}.`;
  const to = people.length > 0 ? ` To ${people.join(", ")}${notifications > people.length ? ", …" : ""}.` : "";
  return `${notifications} notification${notifications === 1 ? "" : "s"}, ${mails} mail${mails === 1 ? "" : "s"}.${to}${dryRun ? " Nothing was done (--dry-run)." : ""}`;
}
