import { setTimeout as sleep } from "node:timers/promises";
import type { Config } from "../config";
import type { Database } from "../database/database";
import type { Logger } from "../logger";
import { beginDigest } from "./begin-digest";
import { buildMessage } from "./build-message";
import { composeDigest } from "./compose-digest";
import { headersOf } from "./headers-of";
import { linksOf } from "./links";
import type { Mailer, Outcome } from "./outcome";
import { type Settled, settleDigest, type Written } from "./settle-digest";

export type SendDeps = {
  db: Database;
  mailer: Mailer;
  log: Logger;
  config: Config;
  secret: string;
  /** This process, for its claims. */
  worker: string;
};
export type Sent = { state: Settled | "not-sent" /** Nobody answers. */; away: boolean };

/** Sends one claimed digest: the last look, SMTP, and how it ended. */
export async function sendDigest(deps: SendDeps, id: string): Promise<Sent> {
  const { db, mailer, worker, config, secret } = deps;
  let outcome: Outcome | null;
  let begun = false;
  let written: Written | undefined;
  try {
    outcome = await mailer.deliver(async () => {
      const digest = await beginDigest(db, { id, worker });
      if (!digest) return null;
      begun = true;
      const links = linksOf({ baseUrl: config.baseUrl, secret, digestId: id });
      const composed = await composeDigest(digest, links);
      const to = { address: digest.address, name: digest.name };
      const letter = { to, composed, messageId: digest.messageId, unsubscribe: links.unsubscribe };
      const message = await buildMessage(config, letter);
      written = { subject: message.subject, headers: headersOf(message.raw), at: new Date() };
      return message;
    });
  } catch (error) {
    // Before MAIL FROM: nothing was handed over. The database away: the claim's lease gives it back.
    deps.log.warn({ err: error, digest: id }, "A digest could not be written; it is tried again");
    if (!begun) return { state: "not-sent", away: false };
    outcome = { kind: "temporary", response: "It could not be written; see the log." };
  }
  if (!outcome) return { state: "not-sent", away: false };
  const away = outcome.kind === "temporary" && outcome.away === true;
  return { state: (await settled(deps, id, outcome, written)) ?? "not-sent", away };
}

/** What the server said is worth waiting for the database: else a mail that went out would count as unknown. */
async function settled(
  { db, log, worker }: SendDeps,
  id: string,
  outcome: Outcome,
  written: Written | undefined,
): Promise<Settled | null> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await settleDigest(db, { id, worker, outcome, written });
    } catch (error) {
      log.error({ err: error, digest: id, outcome }, "How a mail ended could not be written down");
      if (attempt >= 6) return null;
      await sleep(250 * 2 ** attempt);
    }
  }
}
