import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const folder = path.resolve(import.meta.dirname, "../../drizzle/migrations");

/** What databases out there have already run, by SHA-256. Add a line for a new migration; never change one. */
const released: Record<string, string> = {
  "0000_initial.sql": "facf86b892d2dbb5d047527c541b0926af761e75099488b8d4e2f6a4efea30c3",
  "0001_operations_feeds_words.sql": "1a5196ce6e4d3795d5c901e02d6337dc84610577a74381ab0e5bbd9b34e418b4",
  "0002_vacuum_sooner.sql": "95836d94141c7ddc8c272008f9917392c8c9908be40c35f63e8862d22b6f03e4",
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
