import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, inject } from "vitest";
import { type Database, openDatabase } from "../database/database";

/**
 * A migrated database of this test file's own, dropped after it. Call at the top of a test file:
 * `const { db } = await testDatabase();`
 */
export async function testDatabase(): Promise<{ db: Database; url: string }> {
  const server = inject("databaseServer");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const run = async (statement: string) => {
    const admin = postgres(server, { max: 1, onnotice: () => {} });
    try {
      await admin.unsafe(statement);
    } finally {
      await admin.end();
    }
  };
  await run(`create database ${name} template template_graphspace`);
  const url = server.replace(/\/postgres$/, `/${name}`);
  const db = openDatabase(url, { max: 8 });
  afterAll(async () => {
    await db.close();
    await run(`drop database if exists ${name} with (force)`);
  });
  return { db, url };
}
