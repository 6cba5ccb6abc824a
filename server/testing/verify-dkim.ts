import { createHash, createVerify, type KeyObject } from "node:crypto";

/** Whether a message's DKIM-Signature (RFC 6376, relaxed/relaxed, rsa-sha256) holds, by the signer's public key. */
export function verifyDkim(raw: string, publicKey: KeyObject): boolean {
  const end = raw.indexOf("\r\n\r\n");
  const fields = raw.slice(0, end).split(/\r\n(?![ \t])/);
  const signature = fields.find((field) => /^dkim-signature:/i.test(field));
  if (!signature) return false;
  const tags = new Map(
    signature
      .slice(signature.indexOf(":") + 1)
      .split(";")
      .map((tag) => tag.replace(/\s+/g, ""))
      .map((tag) => [tag.slice(0, tag.indexOf("=")), tag.slice(tag.indexOf("=") + 1)]),
  );
  if (tags.get("a") !== "rsa-sha256" || tags.get("c") !== "relaxed/relaxed") return false;
  const body = raw
    .slice(end + 4)
    .replace(/[ \t]+(?=\r\n)/g, "")
    .replace(/[ \t]+/g, " ")
    .replace(/(\r\n)*$/, "\r\n");
  if (createHash("sha256").update(body).digest("base64") !== tags.get("bh")) return false;

  // Of a field that comes more than once, the last is signed first.
  const left = fields.toReversed();
  const signed = (tags.get("h") ?? "").split(":").flatMap((name) => {
    const at = left.findIndex((field) => field.slice(0, field.indexOf(":")).toLowerCase() === name.toLowerCase());
    return at < 0 ? [] : left.splice(at, 1).map(relaxed);
  });
  const unsigned = relaxed(signature.replace(/([;\s]b=)[^;]*/, "$1"));
  const verifier = createVerify("RSA-SHA256").update([...signed, unsigned].join("\r\n"));
  return verifier.verify(publicKey, tags.get("b") ?? "", "base64");
}

const relaxed = (field: string) => {
  const colon = field.indexOf(":");
  const value = field
    .slice(colon + 1)
    .replace(/\r\n/g, "")
    .replace(/[ \t]+/g, " ")
    .trim();
  return `${field.slice(0, colon).trim().toLowerCase()}:${value}`;
};
