import { z } from "zod";
import { verb, workspaceSource } from "./event";

const bytes = (text: string) => new TextEncoder().encode(text).length;

/** Eight characters for new passwords; bcrypt reads no more than 72 bytes, so more would be a false promise. */
export const newPassword = z
  .string()
  .min(8, "must have at least 8 characters")
  .refine((password) => bytes(password) <= 72, "must be at most 72 bytes long")
  .refine((password) => !password.includes("\0"), "must not hold a NUL character");

export const personalName = z
  .string()
  .trim()
  .min(1, "must not be empty")
  .max(80, "must be at most 80 characters")
  .refine((name) => !/\p{Cc}/u.test(name), "must not hold control characters")
  // Overrides and isolates turn around the text that follows the name, wherever it is shown.
  .refine((name) => !/[\u202a-\u202e\u2066-\u2069]/u.test(name), "must not turn the direction of text")
  .refine((name) => name.isWellFormed(), "must not hold half of a character")
  .refine((name) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(name), "must hold something that can be seen");

export const newAccount = z.strictObject({
  email: z.email("must be an e-mail address").max(256, "must be at most 256 characters"),
  password: newPassword,
  name: personalName.optional(),
});
export type NewAccount = z.infer<typeof newAccount>;

export const passwordChange = z.strictObject({
  currentPassword: z.string().min(1, "must not be empty").max(1024),
  newPassword,
});
export type PasswordChange = z.infer<typeof passwordChange>;

/** What a person says of themselves. */
export const profile = z.strictObject({ name: personalName });
export type Profile = z.infer<typeof profile>;

/** One signed-in device. */
export const device = z.object({
  id: z.uuid(),
  /** The one that asks. */
  current: z.boolean(),
  /** Like "Firefox on Linux". */
  name: z.string(),
  address: z.string().nullable(),
  signedInAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime(),
});
export type Device = z.infer<typeof device>;
export const deviceList = z.object({ devices: z.array(device) });
export const endedDevices = z.object({ ended: z.number().int() });

export const newEventToken = z.strictObject({
  name: personalName,
  source: z
    .string()
    .min(1, "must not be empty")
    .max(256, "must be at most 256 characters")
    .refine((source) => !/[\p{Cc}\s]/u.test(source), "must not hold spaces")
    .refine((source) => source !== workspaceSource, "is this application's own; choose another"),
  /** Event types like `graph.shared`, or `*` for all. */
  types: z
    .array(z.union([verb, z.literal("*")], "must be an event type, or *"))
    .min(1, "must name at least one type, or *")
    .max(64),
});
export type NewEventToken = z.infer<typeof newEventToken>;

export const eventToken = z.object({
  id: z.uuid(),
  name: z.string(),
  source: z.string(),
  types: z.array(z.string()),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});
export type EventToken = z.infer<typeof eventToken>;
export const eventTokenList = z.object({ tokens: z.array(eventToken) });
/** The token itself is shown this once. */
export const createdEventToken = eventToken.extend({ token: z.string() });
export type CreatedEventToken = z.infer<typeof createdEventToken>;
