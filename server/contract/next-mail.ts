/** When a person's next mail comes, and what would be in it. */
export type NextMail = {
  /** ISO; null while nothing is planned. It goes out when the server has time, soon after. */
  at: string | null;
  /** How many notifications would be in it now. */
  count: number;
  /** Why the address gets no mail: a server's words; null where it does. */
  paused: string | null;
  /** All mail waits for the operator, after a restore. */
  held: boolean;
  /** When the last one was taken by the mail server. */
  lastAt: string | null;
};
