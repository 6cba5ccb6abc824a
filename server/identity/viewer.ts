/** Who is asking. `userId` is GraphSpace's internal id and never leaves the server. */
export type Viewer = {
  userId: number;
  email: string;
  /** Display name: our profile's, or the part of the e-mail before the @. */
  name: string;
  admin: boolean;
  /** Set where a session cookie says so; Basic and host-signed tokens have none. */
  sessionId: string | null;
  via: "session" | "basic" | "host-token";
  /** When this proof of identity ends by itself; a host-signed token's sockets close then. */
  expiresAt?: Date;
};

/** The name shown for somebody who has not chosen one. */
export const defaultName = (email: string): string => email.split("@")[0] || email;
