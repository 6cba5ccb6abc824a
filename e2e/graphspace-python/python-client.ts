import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createServer as createProxy, request as forward, type Server } from "node:http";
import { createServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
export const version = "1.3.1";
/** The client's tests forget to declare `six`; networkx 3 dropped what it needs; trustme makes the proxy's certificate. */
const packages = ["networkx<3", "six", "future", "requests>=2.20", "mock", "pytest", "trustme"];

export type PythonClient = { python: string; source: string; certificates: string };

/**
 * GraphSpace's own Python client with its tests, as published on PyPI, in a virtual environment of its own that
 * later runs find again. Resolves to why it cannot be had.
 */
export async function pythonClient(): Promise<PythonClient | { missing: string }> {
  const root = path.join(os.tmpdir(), `graphspace-python-${version}-${process.getuid?.() ?? 0}`);
  const client = {
    python: path.join(root, "venv/bin/python"),
    source: path.join(root, `graphspace_python-${version}`),
    certificates: path.join(root, "certificates"),
  };
  if (existsSync(client.source) && existsSync(path.join(client.certificates, "server.pem"))) return client;
  try {
    rmSync(root, { recursive: true, force: true });
    mkdirSync(client.certificates, { recursive: true });
    const options = { maxBuffer: 1 << 26, timeout: 240_000 };
    await run("python3", ["-m", "venv", path.join(root, "venv")], options);
    const pip = ["-m", "pip", "--disable-pip-version-check", "--quiet"];
    await run(client.python, [...pip, "install", ...packages], options);
    const download = ["download", "--no-deps", "--no-binary", ":all:", "--no-build-isolation", "-d", root];
    await run(client.python, [...pip, "install", "setuptools<81", "wheel"], options);
    await run(client.python, [...pip, ...download, `graphspace_python==${version}`], options);
    await run(client.python, ["-m", "trustme", "-d", client.certificates, "-i", "www.graphspace.org"], options);
    const unpacked = path.join(root, "unpacking");
    mkdirSync(unpacked);
    execFileSync("tar", ["xzf", path.join(root, `graphspace_python-${version}.tar.gz`), "-C", unpacked]);
    renameSync(path.join(unpacked, `graphspace_python-${version}`), client.source);
    return client;
  } catch (error) {
    const detail = (error as { stderr?: string }).stderr?.trim().split("\n").at(-1) ?? (error as Error).message;
    return {
      missing: `GraphSpace's Python client is missing (${detail}). It needs python3 with venv and PyPI: apt-get install python3 python3-venv`,
    };
  }
}

/**
 * TLS in front of `url`, and the proxy that leads the client there, who knows one host only (www.graphspace.org).
 * Resolves to the proxy's address, as in HTTPS_PROXY, and how to stop both.
 */
export async function tlsProxy(
  url: string,
  { certificates }: PythonClient,
): Promise<{ address: string; stop: () => void }> {
  const { hostname, port } = new URL(url);
  const secure = createServer(
    {
      key: readFileSync(path.join(certificates, "server.key")),
      cert: readFileSync(path.join(certificates, "server.pem")),
    },
    (request, response) => {
      const { method, headers } = request;
      const onward = forward({ hostname, port, path: request.url, method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.on("error", (error) => response.writeHead(502).end(String(error)));
      request.pipe(onward);
    },
  );
  const proxy = createProxy();
  // Whatever host is asked for, it is ours: nothing of the tests can leave this machine.
  proxy.on("connect", (_, client) => {
    const onward = connect(portOf(secure), "127.0.0.1", () => client.write("HTTP/1.1 200 Connected\r\n\r\n"));
    onward.pipe(client).pipe(onward);
    for (const end of [onward, client]) end.on("error", () => [onward, client].map((each) => each.destroy()));
  });
  for (const server of [secure, proxy])
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  return {
    address: `http://127.0.0.1:${portOf(proxy)}`,
    stop: () => {
      for (const server of [proxy, secure]) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;

/** Runs Python with the client at hand and its one host leading to us. */
export function runPython(
  client: PythonClient,
  proxy: string,
  args: string[],
): Promise<{ code: number; output: string }> {
  const env = {
    PATH: process.env.PATH,
    PYTHONPATH: [path.resolve("e2e/graphspace-python"), client.source, path.join(client.source, "tests")].join(":"),
    PYTHONDONTWRITEBYTECODE: "1",
    HTTPS_PROXY: proxy,
    REQUESTS_CA_BUNDLE: path.join(client.certificates, "client.pem"),
  };
  return new Promise((resolve) => {
    const options = {
      cwd: path.join(client.source, "tests"),
      env: env as unknown as NodeJS.ProcessEnv,
      maxBuffer: 1 << 26,
    };
    execFile(client.python, args, options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, output: `${stdout}\n${stderr}` });
    });
  });
}
