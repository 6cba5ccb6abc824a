import { readNetwork } from "../workspace/network";
import { chenNetworks, type DemoNetwork, exportedNetworks, goneNetworks, tcfTargets, wntCore } from "./demo-networks";
import { addDemoGraph, addDemoGroup, addDemoLayout, type DemoContext, days, hours, takeId } from "./demo-things";

type Thing<T extends "graph" | "layout" | "group"> = { type: T; id: number; name: string };
export type DemoThings = Awaited<ReturnType<typeof setDemoStage>>;

/** The demo's groups, graphs, layouts and watches, as they are now. */
export async function setDemoStage(context: DemoContext) {
  const { sql, people } = context;
  const [ana, bo, chen, fatou] = ["ana", "bo", "chen", "fatou"].map((name) => `${name}@example.org`) as [
    string,
    string,
    string,
    string,
  ];
  const wntId = await addDemoGroup(context, {
    name: "Wnt Lab",
    owner: ana,
    description: "Canonical Wnt signalling, from the membrane to the genes.",
    code: "demo-wnt-lab",
    ago: 43 * days,
    members: [
      [bo, 42.8 * days],
      [chen, 35 * days],
      [fatou, 3 * hours],
    ],
  });
  const yeastId = await addDemoGroup(context, {
    name: "Yeast Atlas",
    owner: bo,
    description: "Interologs between yeast and human, and what they are worth.",
    code: "demo-yeast-atlas",
    ago: 40 * days,
    members: [[ana, 39.5 * days]],
  });
  const networks = await exportedNetworks();
  const graph = async (network: DemoNetwork, ...options: [Parameters<typeof addDemoGraph>[2]]) => {
    const id = await addDemoGraph(context, network, ...options);
    return { type: "graph", id, name: network.name, network } satisfies Thing<"graph"> & { network: DemoNetwork };
  };
  const core = await graph(wntCore.now, {
    owner: bo,
    ago: 42.6 * days,
    changedAgo: 12,
    groups: [[wntId, 42.5 * days]],
  });
  const recombination = await graph(networks.recombination, {
    owner: bo,
    ago: 39.8 * days,
    changedAgo: 2.2 * days,
    isPublic: true,
    groups: [[yeastId, 39.4 * days]],
  });
  const replication = await graph(networks.replication, {
    owner: ana,
    ago: 17 * days,
    changedAgo: 4 * days,
    isPublic: true,
  });
  const targets = await graph(tcfTargets, { owner: ana, ago: 5 * hours });
  const shared: Awaited<ReturnType<typeof graph>>[] = [];
  for (const [index, network] of chenNetworks.entries())
    shared.push(await graph(network, { owner: chen, ago: 26 * hours, groups: [[wntId, 66 - index * 2]] }));

  const places = Object.fromEntries(
    readNetwork(wntCore.now.graphJson).nodes.map(({ id, position }) => [id, position]),
  ) as Record<string, { x: number; y: number }>;
  const layout = async (name: string, owner: string, shared: boolean, ago: number, turn: boolean) => {
    const positions = Object.fromEntries(
      Object.entries(places).map(([id, { x, y }]) => [id, turn ? { x: y * 1.4, y: x * 0.7 } : { x, y }]),
    );
    const id = await addDemoLayout(context, { name, owner, graphId: core.id, positions, shared, ago });
    return { type: "layout", id, name } satisfies Thing<"layout">;
  };
  const membrane = await layout("Membrane to nucleus", bo, true, 20 * days, true);
  const compartments = await layout("Compartment view", bo, true, 22 * hours, false);
  const leftToRight = await layout("Left to right", ana, false, 24 * days, true);

  const watch = (email: string, type: string, id: number, ago: number, level = "watching") => sql`
    insert into notification.watch (user_id, resource_type, resource_id, level, created_at)
    values (${people.get(email) as number}, ${type}, ${id}, ${level},
      ${new Date(context.now - ago * 60_000).toISOString()})`;
  await watch(ana, "graph", core.id, 22 * days);
  await watch(ana, "graph", recombination.id, 38 * days);
  await watch(ana, "graph", replication.id, 16 * days);
  await watch(chen, "graph", core.id, 30 * days);
  await watch(chen, "graph", recombination.id, 2 * days);

  const draft = async (network: DemoNetwork) =>
    ({ type: "graph", id: await takeId(context, "graph"), name: network.name }) satisfies Thing<"graph">;
  return {
    wnt: { type: "group", id: wntId, name: "Wnt Lab" } as const,
    yeast: { type: "group", id: yeastId, name: "Yeast Atlas" } as const,
    networks,
    core,
    recombination,
    replication,
    targets,
    shared,
    compartments,
    membrane,
    leftToRight,
    gone: {
      draft: await draft(goneNetworks.draft),
      scratch: await draft(goneNetworks.scratch),
      kinetochore: await draft(goneNetworks.kinetochore),
    },
  };
}
