import type { Config } from "../config";
import type { Database } from "../database/database";
import type { Logger } from "../logger";
import { type Begun, beginDigests } from "./begin-digests";
import { buildMessage } from "./build-message";
import { composeDigest } from "./compose-digest";
import { headersOf } from "./headers-of";
import { lastLooks } from "./last-looks";
import { linksOf } from "./links";
import type { Mailer, Message } from "./outcome";
import { persist } from "./persist";
import { putBack } from "./put-back";
import { recordOutcomes } from "./record-outcomes";
import type { Settled, Written } from "./settle-digests";

export type SendDeps = {
  db: Database;
  mailer: Mailer;
  log: Logger;
  config: Config;
  secret: string;
  /** This process, for its claims. */
  worker: string;
};
export type Sending = {
  /** Waited for before each mail. */
  pace?: () => Promise<void>;
  /** True ends it after what is under way. */
  stopped?: () => boolean;
};
export type Sent = {
  outcomes: Partial<Record<Settled, number>>;
  /** Nobody answers: the next mail would fare no better. */
  away: boolean;
};

type Handed = { id: string; written: Written };

/** Mails under way at once. */
const atOnce = 5;

/** Nobody answered: so long until the next try. */
const awaySeconds = 60;

/**
 * Sends claimed digests: for each the last look, SMTP, and how it ended. What was surely not handed over goes back
 * into the queue, whatever else happens. Throws when the database is away.
 */
export async function sendDigests(deps: SendDeps, ids: readonly string[], sending: Sending = {}): Promise<Sent> {
  const { db, mailer, worker } = deps;
  const { pace = async () => {}, stopped = () => false } = sending;
  const next = lastLooks(ids, (some, again) => beginDigests(db, { ids: some, again, worker }));
  const outcomes = recordOutcomes(deps);
  const left = new Set(ids);
  let away: string | null = null;

  /** One mail; false: there is no more. */
  const sendOne = async (): Promise<boolean> => {
    await pace();
    let handed: Handed | null = null;
    let ended = false;
    const prepare = async () => {
      // It may have come to an end while this waited for a line.
      const begun = stopped() || away !== null ? null : await next();
      if (!begun) {
        ended = true;
        return null;
      }
      left.delete(begun.id);
      const message = await write(deps, begun).catch((error) => {
        deps.log.error({ err: error, digest: begun.id }, "A digest could not be written; it is tried again");
        const outcome = { kind: "temporary", response: "It could not be written; see the log." } as const;
        outcomes.add({ id: begun.id, outcome });
        return null;
      });
      if (message) {
        const { subject, raw } = message;
        handed = { id: begun.id, written: { subject, headers: headersOf(raw), at: new Date() } };
      }
      return message;
    };
    try {
      const outcome = await mailer.deliver(prepare);
      if (handed && outcome) outcomes.add({ ...(handed as Handed), outcome });
      else if (outcome?.kind === "temporary" && outcome.away) away = outcome.response;
    } catch (error) {
      if (!handed) throw error;
      outcomes.add({ ...(handed as Handed), outcome: { kind: "unknown", response: String(error) } });
    }
    return !ended;
  };
  const line = async () => {
    while (!stopped() && away === null && (await sendOne()));
  };
  const lines = await Promise.allSettled(Array.from({ length: atOnce }, line));
  const counts = await outcomes.end();
  if (left.size > 0) {
    const back = { ids: [...left], worker, ...(away !== null && { seconds: awaySeconds, response: away }) };
    const retried = await persist(() => putBack(db, back));
    if (retried > 0) counts.retry = (counts.retry ?? 0) + retried;
  }
  const failed = lines.find((each) => each.status === "rejected");
  if (failed) throw failed.reason;
  return { outcomes: counts, away: away !== null };
}

async function write({ config, secret }: SendDeps, begun: Begun): Promise<Message> {
  const links = linksOf({ baseUrl: config.baseUrl, secret, digestId: begun.id });
  const composed = composeDigest(begun, links);
  const to = { address: begun.address, name: begun.name };
  return buildMessage(config, { to, composed, messageId: begun.messageId, unsubscribe: links.unsubscribe });
}
