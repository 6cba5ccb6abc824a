import { gzipSync } from "node:zlib";
import { expect, test } from "./fixtures";

test("the inbox needs at most 200 KB of gzipped JavaScript before it is there", async ({ as }) => {
  const { request } = await as("ana");
  const html = await (await request.get("/notifications")).text();
  // Old browsers' polyfills are for those alone.
  const scripts = [...html.matchAll(/<script\b[^>]*\bsrc="([^"]+)"[^>]*>/g)].filter(([tag]) => !/nomodule/i.test(tag));
  let bytes = 0;
  for (const path of new Set(scripts.map(([, path]) => path as string)))
    bytes += gzipSync(await (await request.get(path)).body(), { level: 6 }).length;
  test.info().annotations.push({ type: "first load", description: `${(bytes / 1000).toFixed(1)} KB` });
  console.log(`first-load JavaScript of the inbox: ${(bytes / 1000).toFixed(1)} KB`);
  expect(scripts.length).toBeGreaterThan(3);
  expect(bytes).toBeLessThanOrEqual(200_000);
});
