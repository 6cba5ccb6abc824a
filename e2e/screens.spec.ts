import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect, test } from "./fixtures";

const words = "join a group by a wrong link";

test("npm run screens takes a picture of a state in both sizes and schemes, and a sheet with them", async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--import", "tsx", "e2e/screens.ts", words]);
  expect(stderr).toBe("");
  expect(stdout).toContain("4 pictures: ");
  const sheet = readFileSync(`screens/${words}.html`, "utf8");
  const pictures = [...sheet.matchAll(/src="([^"]+\.png)"/g)].map(([, file]) => readFileSync(`screens/${file}`));
  expect(pictures.map((picture) => picture.subarray(1, 4).toString())).toEqual(["PNG", "PNG", "PNG", "PNG"]);
});
