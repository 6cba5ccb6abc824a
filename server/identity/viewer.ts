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
};
