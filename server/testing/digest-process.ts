/** One worker's digest run in a process of its own, for tests that kill it. DIGEST holds a DigestProcess. */
import { readConfig } from "../config";
import { runDigest } from "../digest/run-digest";
import { openSmtpMailer } from "../digest/smtp-mailer";
import { createLogger } from "../logger";
import { type DieAt, mortalDatabase } from "./mortal-database";

export type DigestProcess = {
  databaseUrl: string;
  smtpUrl: string;
  silenceMs: number;
  worker: string;
  /** Whose mail it sends, if it is due. */
  userIds: number[];
  dieAt?: DieAt | undefined;
};

const { databaseUrl, smtpUrl, silenceMs, worker, userIds, dieAt } = JSON.parse(
  process.env.DIGEST ?? "{}",
) as DigestProcess;
const db = mortalDatabase(databaseUrl, dieAt);
const mailer = openSmtpMailer({ url: smtpUrl, silenceMs });
await runDigest(
  { db, mailer, log: createLogger("silent"), config: readConfig({}), secret: "x".repeat(40), worker },
  { decision: "ran", reason: "test", signals: {}, which: { userIds } },
);
process.exit(0);
