import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const folder = path.resolve(import.meta.dirname, "../../drizzle/migrations");

/** What databases out there have already run, by SHA-256. Add a line for a new migration; never change one. */
const released: Record<string, string> = {
  "0000_initial.sql": "facf86b892d2dbb5d047527c541b0926af761e75099488b8d4e2f6a4efea30c3",
  "0001_operations.sql": "5c425bf444ca0b80525d1e441a2485c7f4a2c74f098322bd545431606736f8f2",

  "0002_inbox_erased.sql": "42dc93ac0acb3a234d8089e7e23d442ad7e9a99e1dce2f5d55ca9f7d8184547c",
  "0003_consumed.sql": "cc0e42a02e1d714728f5224028442e365c168c3f2299ddcbd2e5036f0129ec7c",
  "0004_digest_order.sql": "ad3a6579525059aa99c2ab8b92a4cb02987447dfb764388dfd26a7d8223f462f",
  "0005_feed_link.sql": "80cf2610d6e04d50bd1e982f87ec8c4d356e7bb0658a83f0d4ce409f589eef9b",
  "0006_images.sql": "ce772b831c4def174f8dd09098a5f31fef444a3680fc3144859d7659af3e0304",
  "0007_words.sql": "50fdae12cb8f2612a437b55ba96a574d7847d6830f8ee23085201f2ccbda638e",
  "0008_feed_password.sql": "8f11d80b79aa714fe93702b5e2c59470ec9f92ec6751ed282ed976ff6b50057a",
};

test("migrations are append-only: what a database has run never changes", () => {
  const found = Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith(".sql"))
      .map((name) => [
        name,
        createHash("sha256")
          .update(readFileSync(path.join(folder, name)))
          .digest("hex"),
      ]),
  );
  expect(found).toEqual(released);
});
