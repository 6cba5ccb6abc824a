import type { DigestLinks } from "./compose-digest";
import { unsubscribeToken } from "./unsubscribe";

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
