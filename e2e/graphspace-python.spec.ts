import { readFileSync } from "node:fs";
import path from "node:path";
import bcrypt from "bcrypt";
import postgres from "postgres";
import { expect, test } from "./fixtures";
import { pythonClient, runPython, tlsProxy, version } from "./graphspace-python/python-client";

/** Those whom the client's tests sign in as, with the passwords and the graph that they expect on graphspace.org. */
async function addTheirPeople(): Promise<void> {
  const file = path.join(process.env.E2E_DATA_DIR ?? "", "database-url");
  const sql = postgres(readFileSync(file, "utf8").trim(), { max: 1 });
  const people = { "user1@example.com": "user1", "user3@example.com": "user3", flud: "Muraliistheman!" };
  for (const [email, password] of Object.entries(people))
    await sql`
      insert into public."user" (email, password, is_admin) values (${email}, ${await bcrypt.hash(password, 4)}, 0)
      on conflict do nothing`;
  await sql`
    insert into public.graph (id, name, owner_email, graph_json, style_json, is_public)
    values (20047, 'theirs', 'flud', '{"elements":{"nodes":[{"data":{"name":"a"}}],"edges":[]}}', '{"style":[]}', 0)
    on conflict do nothing`;
  await sql.end();
}

test(`GraphSpace's own Python client ${version} passes its own tests against us, both as published`, async ({
  baseURL,
}) => {
  test.setTimeout(300_000);
  const client = await pythonClient();
  if ("missing" in client) console.warn(`\nSKIPPED: ${client.missing}\n`);
  test.skip("missing" in client, "missing" in client ? client.missing : "");
  if ("missing" in client) return;
  await addTheirPeople();
  const proxy = await tlsProxy(baseURL as string, client);
  try {
    for (const file of ["graphs_test.py", "errors_test.py"]) {
      const { code, output } = await runPython(client, proxy.address, [file]);
      expect(code, output).toBe(0);
    }
  } finally {
    proxy.stop();
  }
});
