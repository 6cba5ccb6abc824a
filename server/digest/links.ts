import { unsubscribeToken } from "./unsubscribe";

export type DigestLinks = {
  inbox: string;
  settings: string;
  /** Null in a preview. */
  unsubscribe: string | null;
  /** Opens one notification and, once its page is seen, marks it read. */
  open: (id: string) => string;
};

/** The addresses in one mail; a preview has no id and cannot be unsubscribed from. */
export const linksOf = ({
  baseUrl,
  secret,
  digestId,
}: {
  baseUrl: string;
  secret: string;
  digestId: string | null;
}): DigestLinks => ({
  inbox: `${baseUrl}/notifications`,
  settings: `${baseUrl}/settings/notifications`,
  unsubscribe: digestId === null ? null : `${baseUrl}/unsubscribe/${unsubscribeToken(secret, digestId)}`,
  open: (id) => `${baseUrl}/notifications/open/${id}`,
});
