import { parseArgs } from "node:util";
import { readConfig } from "../config";
import { keptSecret, openDataDirectory } from "../data-directory";
import { openDatabase } from "../database/database";
import { explainDigest } from "../digest/explain-digest";
import { openMailer } from "../digest/open-mailer";
import { runDigest } from "../digest/run-digest";
import { findAccount } from "../identity/find-account";
import { createLogger } from "../logger";
import { endHold } from "../operations/end-hold";
import { resolveMail } from "../operations/resolve-mail";
import { commandUser } from "./command-user";
import { CommandError, runCommand } from "./run-command";
import { runningDatabase } from "./running-database";

const usage = `npm run digest -- --now [--dry-run] [--user ana@example.org]
Sends what is unread to everybody who opted in, past their hour and past the load gate; prints who, how many, and why
not the others. --dry-run sends nothing.
  --release-hold   after a restore: mail goes out again
  --dismiss-held   the same, but what is unread now is never mailed
  --resend ID, --dismiss ID   a mail of which nobody knows whether it arrived: see /operations`;

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      now: { type: "boolean", default: false },
      "dry-run": { type: "boolean", default: false },
      user: { type: "string" },
      "release-hold": { type: "boolean", default: false },
      "dismiss-held": { type: "boolean", default: false },
      resend: { type: "string" },
      dismiss: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const hold = values["release-hold"] || values["dismiss-held"];
  if (values.help) return console.log(usage);
  const unknown = values.resend ?? values.dismiss;
  if (!values.now && !hold && unknown === undefined) throw new CommandError(usage);
  const given = readConfig({ ...process.env, AUTH_SECRET: process.env.AUTH_SECRET ?? "-".repeat(32) });
  const url = runningDatabase(given);
  if (!url) throw new CommandError("Start the application first (npm start), or name its database: DATABASE_URL=…");
  // Links in a mail are signed: with another secret than the server's they would not work.
  if (given.DATABASE_URL && !process.env.AUTH_SECRET && !values["dry-run"] && values.now)
    throw new CommandError("AUTH_SECRET: is required with DATABASE_URL, the same as the server's.");
  const secret = process.env.AUTH_SECRET ?? keptSecret(openDataDirectory(given.DATA_DIR));

  const db = openDatabase(url, { max: 6, applicationName: "graphspace-digest" });
  const log = createLogger(given.LOG_LEVEL === "info" ? "warn" : given.LOG_LEVEL);
  try {
    if (unknown !== undefined) {
      const how = values.resend === undefined ? "dismiss" : "resend";
      await resolveMail(db, { id: unknown, how, by: commandUser("digest") });
      return console.log(values.resend === undefined ? "It counts as sent." : "It goes out with the next run.");
    }
    if (hold) {
      const how = values["dismiss-held"] ? "dismiss" : "release";
      const { dismissed } = await endHold(db, { how, by: commandUser("digest") });
      return console.log(
        values["dismiss-held"]
          ? `Mail goes out again; ${dismissed} unread notifications will not be mailed.`
          : "Mail goes out again.",
      );
    }
    const account = values.user === undefined ? null : await findAccount(db, values.user);
    if (values.user !== undefined && !account) throw new CommandError(`Nobody is called ${values.user}.`);
    const userIds = account ? [account.userId] : undefined;
    const { people, held, neverAsked } = await explainDigest(db, userIds);
    for (const { email, count, why, waiting, unknown } of people) {
      const said = [why ?? `${count} unread notification${count === 1 ? "" : "s"}`];
      if (waiting > 0)
        said.push(waiting === 1 ? "a mail waits for another try" : `${waiting} mails wait for another try`);
      if (unknown > 0) said.push(`${unknown} may have arrived, see /operations/mail`);
      console.log(`  ${email.padEnd(32)}  ${said.join("; ")}`);
    }
    if (neverAsked > 0)
      console.log(`  ${neverAsked} ${neverAsked === 1 ? "person has" : "people have"} not asked for e-mail.`);
    if (held) return console.log("All mail is on hold after a restore: --release-hold or --dismiss-held.");
    if (values["dry-run"]) return console.log("Nothing was sent (--dry-run).");
    const mailer = openMailer(given, db);
    let stopping = false;
    // npm sends Ctrl-C on, so that it comes twice.
    const stop = () => {
      if (!stopping) console.log("Stopping after what is under way …");
      stopping = true;
    };
    process.on("SIGINT", stop).on("SIGTERM", stop);
    try {
      const worker = `command:${process.pid}`;
      const result = await runDigest(
        { db, mailer, log, config: given, secret, worker },
        {
          decision: "manual",
          reason: "Run by hand.",
          signals: {},
          which: { everybody: true, userIds },
          stopped: () => stopping,
        },
      );
      const outcomes = Object.entries(result.outcomes).map(([outcome, count]) => `${count} ${outcome}`);
      console.log(outcomes.length === 0 ? "No mail to send." : `Mails: ${outcomes.join(", ")}.`);
      if (!given.SMTP_URL && result.mails > 0)
        console.log(`Kept, not sent: ${given.baseUrl}/dev/mail (administrators)`);
    } finally {
      await mailer.close();
    }
  } finally {
    await db.close();
  }
});
