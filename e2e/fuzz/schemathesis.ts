import { execFile } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const version = "4.32.5";
const quiet = { maxBuffer: 1 << 26, timeout: 240_000 };
/** A server error, or an answer whose status, type, headers or body the document does not foresee. */
const checks = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_headers_conformance",
  "response_schema_conformance",
  "negative_data_rejection",
  "unsupported_method",
  "allow_header_conformance",
  "ignored_auth",
  "use_after_free",
  "ensure_resource_availability",
];

/** Schemathesis in a virtual environment that later runs find again; or why it cannot be had. */
export async function findSchemathesis(): Promise<{ program: string } | { missing: string }> {
  const root = path.join(os.tmpdir(), `schemathesis-${version}-${process.getuid?.() ?? 0}`);
  const program = path.join(root, "bin/schemathesis");
  try {
    if (!existsSync(program)) {
      rmSync(root, { recursive: true, force: true });
      await run("python3", ["-m", "venv", root], quiet);
      const pip = ["-m", "pip", "--disable-pip-version-check", "--quiet", "install", `schemathesis==${version}`];
      await run(path.join(root, "bin/python"), pip, quiet);
    }
    await run(program, ["--version"], quiet);
    return { program };
  } catch (error) {
    rmSync(root, { recursive: true, force: true });
    const detail = (error as { stderr?: string }).stderr?.trim().split("\n").at(-1) ?? (error as Error).message;
    return {
      missing: `schemathesis is missing (${detail}). It needs python3 with venv and PyPI: apt-get install python3 python3-venv`,
    };
  }
}

export type Fuzzing = {
  /** The running application. */
  url: string;
  headers?: Record<string, string>;
  /** Which calls, and how hard: schemathesis' own options. */
  options: string[];
  /** A folder for what it keeps. */
  place: string;
};

/** Calls whatever /api/openapi.json describes with input good and bad, the same every time; `code` 0: nothing found. */
export async function fuzz(
  program: string,
  { url, headers = {}, options, place }: Fuzzing,
): Promise<{ code: number; output: string; cases: number }> {
  mkdirSync(place, { recursive: true });
  const given = Object.entries(headers).flatMap(([name, value]) => ["--header", `${name}: ${value}`]);
  const args = ["run", `${url}/api/openapi.json`, ...given, "--checks", checks.join(","), "--seed", "1"];
  // Made-up credentials would take the place of the ones given.
  if (given.length > 0) args.push("--generation-with-security-parameters", "false");
  args.push("--generation-deterministic", "--continue-on-failure", "--warnings", "off");
  return new Promise((resolve) => {
    execFile(program, [...args, "--no-color", ...options], { ...quiet, cwd: place }, (error, stdout, stderr) => {
      const cases = Number(/(\d+) generated/.exec(stdout)?.[1] ?? 0);
      resolve({ code: error ? Number(error.code ?? 1) : 0, output: `${stdout}\n${stderr}`, cases });
    });
  });
}
