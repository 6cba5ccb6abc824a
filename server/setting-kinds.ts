import { createPrivateKey } from "node:crypto";
import { z } from "zod";

// What a setting may be, each kind with words that end in an example.

export const like = (example: string | number) => `; for example ${example}`;
export const text = (example: string, min = 1) =>
  z
    .string()
    .trim()
    .min(min, `${min === 1 ? "must not be empty" : `must have at least ${min} characters`}${like(example)}`);
export const list = (example: string, of = /./, what = "hold something") =>
  text(example)
    .transform((value) =>
      value
        .split(",")
        .map((item) => item.trim())
        .filter(Boolean),
    )
    .refine((items) => items.length > 0 && items.every((item) => of.test(item)), `must ${what}${like(example)}`);
export const oneOf = <const T extends string>(values: readonly T[], example: T) =>
  z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.enum(values, `must be ${values.slice(0, -1).join(", ")} or ${values.at(-1)}${like(example)}`));
export const flag = oneOf(["0", "1", "false", "true"], "1").transform((value) => value === "1" || value === "true");
export const number = (example: number, min = 0, max = Number.MAX_VALUE) => {
  const most = max === Number.MAX_VALUE ? "" : ` and at most ${max}`;
  const message = `must be a number, at least ${min}${most}${like(example)}`;
  return z.coerce.number(message).min(min, message).max(max, message);
};
export const whole = (example: number, min: number, max?: number) =>
  number(example, min, max).refine(Number.isInteger, `must be a whole number${like(example)}`);
export const url = (example: string, ...protocols: string[]) =>
  text(example).refine(
    (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol.slice(0, -1)),
    `must be a ${protocols.join(" or ")} address${like(example)}`,
  );
/** `host:port`, IPv6 in brackets. */
export const broker =
  /^(\[[0-9a-f:]+\]|[^\s:/]+):([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])$/i;
export const topicName = (example: string) =>
  text(example).regex(
    /^(?!\.{1,2}$)[a-zA-Z0-9._-]{1,249}$/,
    `must be a Kafka topic name (letters, digits, . _ -)${like(example)}`,
  );
/** A private key as PEM; its line breaks may be written `\\n`. */
export const privateKey = text("-----BEGIN PRIVATE KEY-----…")
  .transform((pem) => pem.replaceAll("\\n", "\n"))
  .refine(
    isPrivateKey,
    `must be a private key as PEM, line breaks may be written \\n${like("-----BEGIN PRIVATE KEY-----…")}`,
  );

function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).type === "private";
  } catch {
    return false;
  }
}
