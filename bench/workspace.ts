import type { Actor } from "../server/workspace/actor";
import { createGraph } from "../server/workspace/create-graph";
import { listGraphs } from "../server/workspace/list-graphs";
import type { BenchWorld } from "./bench-world";
import { atLeast, atMost, type Figure, median } from "./figure";

const rounds = 15;
const graphs = 10_000;

/**
 * Uploading a network of 6,000 elements, one page of 10,000 graphs, and a search in them, each beside bare SQL
 * that writes or reads the same rows: what checking, comparing, drawing and telling cost.
 */
export async function run(world: BenchWorld): Promise<Figure[]> {
  const { db } = await world.database();
  const [person] = await db.sql<{ id: number }[]>`
    insert into public."user" (email, password, is_admin) values ('ana@bench.org', 'none', 0) returning id`;
  const ana: Actor = { userId: person?.id ?? 0, email: "ana@bench.org", admin: false };
  return [await upload(), ...(await lists())];

  async function upload(): Promise<Figure> {
    const ids = Array.from({ length: 3000 }, (_, n) => `n${n}`);
    const graphJson = {
      elements: {
        nodes: ids.map((id, n) => ({ data: { id, name: id, label: id }, position: { x: n % 60, y: n / 60 } })),
        edges: ids.map((source, n) => ({ data: { source, target: `n${(n * 7 + 1 + world.seed) % 3000}` } })),
      },
      data: {},
    };
    const pairs = graphJson.elements.edges.map(({ data }) => data);
    const bare = (name: string) =>
      db.transaction(async (sql) => {
        const [row] = await sql<{ id: number }[]>`
          insert into public.graph (name, owner_email, graph_json, style_json, is_public)
          values (${name}, ${ana.email}, ${JSON.stringify(graphJson)}, '{}', 0) returning id`;
        const id = row?.id ?? 0;
        await sql`
          insert into public.node (name, label, graph_id) select n, n, ${id} from unnest(${ids}::text[]) n`;
        await sql`
          insert into public.edge (name, graph_id, head_node_id, tail_node_id, is_directed)
          select s || '-' || t, ${id}, h.id, a.id, 0
          from unnest(${pairs.map(({ source }) => source)}::text[], ${pairs.map(({ target }) => target)}::text[]) e (s, t)
          join public.node a on a.graph_id = ${id} and a.name = s join public.node h on h.graph_id = ${id} and h.name = t`;
      });
    const ours: number[] = [];
    const bound: number[] = [];
    for (let round = 0; round < rounds; round++) {
      bound.push(await timed(() => bare(`bare ${round}`)));
      ours.push(await timed(() => createGraph(db, ana, { name: `ours ${round}`, graph_json: graphJson })));
    }
    return atMost(
      "workspace.upload",
      "ms",
      { value: median(ours), bound: median(bound), most: 2 },
      {
        slowest: Math.max(...ours),
      },
    );
  }

  async function lists(): Promise<Figure[]> {
    await db.sql`
      insert into public.graph (name, owner_email, graph_json, style_json, is_public, created_at, updated_at)
      select 'Graph ' || n || case when n % 100 = 0 then ' catenin' else '' end, ${ana.email}, '{}', '{}', 0, now(),
        now() - n * interval '1 minute' from generate_series(1, ${graphs}) n`;
    await db.sql`analyze`;
    const page = { limit: 20, offset: 0 };
    const measure = async (name: string, names: string[]) => {
      const fits = names[0] ? db.sql`and lower(name) like ${names[0]}` : db.sql``;
      const bare = () =>
        Promise.all([
          db.sql`select count(*) from public.graph where owner_email = ${ana.email} ${fits}`,
          db.sql`
            select id, name, owner_email, is_public, default_layout_id, created_at, updated_at from public.graph
            where owner_email = ${ana.email} ${fits}
            order by updated_at desc nulls last, id desc limit 20`,
        ]);
      const ours = () => listGraphs(db, ana, { ownerEmail: ana.email, names }, page);
      const times = { ours: [] as number[], bare: [] as number[] };
      for (let round = 0; round < 60; round++) {
        times.bare.push(await timed(bare));
        times.ours.push(await timed(ours));
      }
      const perSecond = (all: number[]) => 1000 / median(all);
      const figures = { value: perSecond(times.ours), bound: perSecond(times.bare), least: 0.7 };
      return atLeast(name, "lists/s", figures, { p50: median(times.ours) });
    };
    return [await measure("workspace.list", []), await measure("workspace.search", ["%catenin%"])];
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
