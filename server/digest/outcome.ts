/** How one attempt to hand a mail over ended. */
export type Outcome =
  /** The server took it. */
  | { kind: "sent"; response: string }
  /** It surely did not take it: 4xx, or nothing was handed over. Tried again later. */
  | { kind: "temporary"; response: string /** Nobody answers: the next mail would fare no better. */; away?: boolean }
  /** Refused for good; `address` where it was the recipient that was refused, and not we. */
  | { kind: "permanent"; response: string; address: boolean }
  /** The message was on its way when the line went silent or broke: nobody knows. Never sent again by itself. */
  | { kind: "unknown"; response: string };

/** A message ready for SMTP. */
export type Message = {
  from: string;
  to: string;
  raw: Buffer;
  /** For those who keep mail instead of sending it. */
  subject: string;
  html: string;
  text: string;
};

/** Hands messages over. `prepare` is called when a line is free, just before MAIL FROM; null: not to be sent after all. */
export type Mailer = {
  deliver(prepare: () => Promise<Message | null>): Promise<Outcome | null>;
  close(): Promise<void>;
};
