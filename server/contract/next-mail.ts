import { z } from "zod";

const time = z.iso.datetime({ offset: true });

/** When a person's next mail comes, and what would be in it. */
export const nextMail = z.object({
  /** Null while nothing is planned. It goes out when the server has time, soon after. */
  at: time.nullable(),
  /** How many notifications would be in it now. */
  count: z.number().int(),
  /** The first few of these, in words. */
  first: z.array(z.string()),
  /** Why the address gets no mail: a server's words; null where it does. */
  paused: z.string().nullable(),
  /** All mail waits for the operator, after a restore. */
  held: z.boolean(),
  /** When the last one was taken by the mail server. */
  lastAt: time.nullable(),
});
export type NextMail = z.infer<typeof nextMail>;

/** What a preview told, and where it went. */
export const mailPreview = z.object({
  to: z.string(),
  count: z.number().int(),
  /** Kept for administrators to read instead of being sent. */
  captured: z.boolean(),
});
export type MailPreview = z.infer<typeof mailPreview>;
