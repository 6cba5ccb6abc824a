import { createHmac } from "node:crypto";
import addressparser from "nodemailer/lib/addressparser";
import DKIM from "nodemailer/lib/dkim";
import type { Config } from "../config";
import type { Composed } from "./compose-digest";
import type { Message } from "./outcome";
import { writeMime } from "./write-mime";

export type Letter = {
  to: { address: string; name: string };
  composed: Composed;
  messageId: string;
  /** The one-click address of RFC 8058; null in a preview. */
  unsubscribe: string | null;
};
type Sender = Pick<Config, "MAIL_FROM" | "DKIM_DOMAIN" | "DKIM_SELECTOR" | "DKIM_PRIVATE_KEY" | "baseUrl">;

/** The address in MAIL_FROM, for MAIL FROM. */
export const senderAddress = (mailFrom: string): string => {
  const [sender] = addressparser(mailFrom, { flatten: true }) as { address: string }[];
  return sender?.address ?? mailFrom;
};

/** The right-hand side of Message-IDs. */
export const mailDomain = (mailFrom: string): string => senderAddress(mailFrom).split("@")[1] || "localhost";

/** A mail's bytes, with the headers that list mail carries; signed where DKIM is set. */
export async function buildMessage(sender: Sender, { to, composed, messageId, unsubscribe }: Letter): Promise<Message> {
  const { subject, html, text } = composed;
  const domain = mailDomain(sender.MAIL_FROM);
  // All of one person's digests are one thread.
  const thread = createHmac("sha256", "digest-thread").update(to.address).digest("hex").slice(0, 32);
  const raw = writeMime(
    {
      From: sender.MAIL_FROM,
      To: [to],
      Subject: subject,
      "Message-ID": messageId,
      References: `<digests.${thread}@${domain}>`,
      "Auto-Submitted": "auto-generated",
      "List-ID": { prepared: true, value: `GraphSpace notifications <notifications.${domain}>` },
      "X-Auto-Response-Suppress": "All",
      ...(unsubscribe && {
        "List-Unsubscribe": { prepared: true, value: `<${unsubscribe}>` },
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      }),
    },
    composed,
  );
  return { from: senderAddress(sender.MAIL_FROM), to: to.address, raw: await signed(sender, raw), subject, html, text };
}

/** RFC 8058 wants both of the one-click headers under the signature; nodemailer would leave one out. */
const signedFields = [
  "From:To:Subject:Date:Message-ID:References:MIME-Version:Content-Type",
  "List-ID:List-Unsubscribe:List-Unsubscribe-Post:Auto-Submitted",
].join(":");

async function signed({ DKIM_DOMAIN, DKIM_SELECTOR, DKIM_PRIVATE_KEY }: Sender, raw: Buffer): Promise<Buffer> {
  if (!DKIM_DOMAIN || !DKIM_SELECTOR || !DKIM_PRIVATE_KEY) return raw;
  const keys = { domainName: DKIM_DOMAIN, keySelector: DKIM_SELECTOR, privateKey: DKIM_PRIVATE_KEY };
  const signer = new DKIM({ ...keys, headerFieldNames: signedFields });
  const chunks: Buffer[] = [];
  for await (const chunk of signer.sign(raw)) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks);
}
