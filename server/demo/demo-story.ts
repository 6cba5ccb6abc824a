import type { Changes, Verb } from "../contract/event";
import type { NotificationType } from "../contract/notification-types";
import { describeGraphChange, describeMove, describeNewGraph, positionsOf } from "../workspace/describe-change";
import { readNetwork } from "../workspace/network";
import { type DemoNetwork, goneNetworks, tcfTargets, wntCore } from "./demo-networks";
import { days, hours, minutes } from "./demo-things";
import type { DemoThings } from "./set-demo-stage";

/** What Ana did with a notification; without one she has read it. */
export type Fate = "unread" | "saved" | "archived" | { snoozedFor: number };

export type StoryEvent = {
  /** Minutes before now. */
  ago: number;
  actor: string;
  verb: Verb;
  topics: NotificationType[];
  resource: { type: "graph" | "layout" | "group"; id: number; name: string };
  group?: { id: number; name: string };
  user?: string;
  owner?: string;
  changes?: Changes | null;
  /** Removals: who was told, by e-mail. */
  told?: string[];
  ana?: Fate;
};

const ana = "ana@example.org";
const bo = "bo@example.org";
const chen = "chen@example.org";
const fatou = "fatou@example.org";

const state = (network: DemoNetwork, style = "", tags = network.tags) => ({
  network: readNetwork(network.graphJson),
  name: network.name,
  style,
  tags,
});
const isNew = (network: DemoNetwork) => describeNewGraph(readNetwork(network.graphJson));
/** Something shared looks like itself; nothing was added to it. */
const looks = (network: DemoNetwork): Changes => ({ picture: isNew(network).picture });

/** Six weeks in two groups, oldest first. Every verb, both reasons, changes with names, a run of shares. */
export function tellDemoStory(things: DemoThings): StoryEvent[] {
  const { wnt, yeast, core, targets, shared, replication, recombination, compartments, membrane, leftToRight, gone } =
    things;
  const places = positionsOf(readNetwork(wntCore.before.graphJson));
  const before = new Map([...places].map(([id, at]) => [id, { x: at.x * 0.9 + 30, y: at.y * 1.1 }]));
  const moved = (from: typeof places, to: typeof places, network = wntCore.before) =>
    describeMove(readNetwork(network.graphJson), from, to);

  return [
    event(43 * days, ana, "group.created", ["owner"], wnt, { ana: "archived" }),
    event(42.8 * days, ana, "group.member_added", ["group"], wnt, { group: wnt, user: bo }),
    event(42.6 * days, bo, "graph.created", ["owner"], core, { changes: isNew(wntCore.first) }),
    event(42.5 * days, bo, "graph.shared", ["group", "watching"], core, {
      group: wnt,
      changes: looks(wntCore.first),
      ana: "archived",
    }),
    event(40 * days, bo, "group.created", ["owner"], yeast),
    event(39.8 * days, bo, "graph.created", ["owner"], recombination, {
      changes: isNew(things.networks.recombination),
    }),
    event(39.5 * days, bo, "group.member_added", ["group"], yeast, { group: yeast, user: ana, ana: "saved" }),
    event(39.4 * days, bo, "graph.shared", ["group", "watching"], recombination, {
      group: yeast,
      changes: looks(things.networks.recombination),
      ana: "archived",
    }),
    event(35 * days, ana, "group.member_added", ["group"], wnt, { group: wnt, user: chen }),
    event(34.2 * days, chen, "graph.created", ["owner"], gone.draft, {
      owner: chen,
      changes: isNew(goneNetworks.draft),
    }),
    event(34.1 * days, chen, "graph.shared", ["group", "watching"], gone.draft, {
      group: wnt,
      changes: looks(goneNetworks.draft),
      ana: "archived",
    }),
    event(30 * days, bo, "graph.created", ["owner"], gone.kinetochore, {
      owner: bo,
      changes: isNew(goneNetworks.kinetochore),
    }),
    event(29.9 * days, bo, "graph.shared", ["group"], gone.kinetochore, {
      group: yeast,
      changes: looks(goneNetworks.kinetochore),
    }),
    event(28 * days, ana, "graph.created", ["owner"], gone.scratch, {
      owner: ana,
      changes: isNew(goneNetworks.scratch),
    }),
    event(27.9 * days, ana, "graph.deleted", ["owner"], gone.scratch, { owner: ana, told: [ana], ana: "archived" }),
    event(26 * days, bo, "group.updated", ["owner", "group", "watching"], yeast, { group: yeast }),
    event(24 * days, ana, "layout.created", ["owner"], leftToRight, { changes: looks(wntCore.first) }),
    event(21 * days, bo, "graph.updated", ["owner", "watching"], core, {
      group: wnt,
      changes: describeGraphChange(state(wntCore.first), state(wntCore.before)),
    }),
    event(20 * days, bo, "layout.created", ["owner"], membrane, {
      group: wnt,
      changes: looks(wntCore.before),
    }),
    event(18 * days, chen, "graph.unshared", ["group"], gone.draft, { group: wnt, told: [ana, bo], ana: "archived" }),
    event(17 * days, ana, "graph.created", ["owner"], replication, { changes: isNew(things.networks.replication) }),
    event(16.6 * days, ana, "graph.published", ["owner", "watching"], replication, {
      changes: looks(things.networks.replication),
    }),
    event(14 * days, bo, "graph.updated", ["owner", "watching"], recombination, {
      group: yeast,
      changes: describeGraphChange(
        state(things.networks.recombination, "old", ["recombination", "yeast"]),
        state(things.networks.recombination, "new", ["recombination", "yeast"]),
      ),
      ana: "saved",
    }),
    event(12 * days, bo, "graph.deleted", ["owner", "group"], gone.kinetochore, { owner: bo, told: [ana, bo] }),
    event(10 * days, bo, "layout.shared", ["owner", "group", "watching"], membrane, {
      group: wnt,
      changes: looks(wntCore.before),
      ana: "saved",
    }),
    event(9 * days, bo, "graph.updated", ["owner", "watching"], recombination, {
      group: yeast,
      changes: describeGraphChange(
        state(things.networks.recombination, "", ["recombination", "yeast"]),
        state(things.networks.recombination),
      ),
      ana: { snoozedFor: 3 * days },
    }),
    event(8 * days, bo, "layout.updated", ["owner", "watching"], membrane, {
      group: wnt,
      changes: moved(places, before),
      ana: { snoozedFor: 1 * days },
    }),
    event(4 * days, ana, "graph.updated", ["owner", "watching"], replication, {
      changes: describeGraphChange(
        state(things.networks.replication, "", ["replication"]),
        state(things.networks.replication),
      ),
    }),
    event(2.2 * days, bo, "graph.published", ["owner", "watching"], recombination, {
      group: yeast,
      changes: looks(things.networks.recombination),
    }),
    event(22 * hours, bo, "layout.created", ["owner", "group", "watching"], compartments, {
      group: wnt,
      changes: moved(before, places),
    }),
    event(5 * hours, ana, "graph.created", ["owner"], targets, { changes: isNew(tcfTargets) }),
    event(3 * hours, fatou, "group.member_joined", ["group"], wnt, {
      group: wnt,
      user: fatou,
      ana: "unread",
    }),
    ...shared.map((graph, index) =>
      event((66 - index * 2) * minutes, chen, "graph.shared", ["group", "watching"], graph, {
        group: wnt,
        changes: looks(graph.network),
        ana: "unread",
      }),
    ),
    event(12 * minutes, bo, "graph.updated", ["owner", "watching"], core, {
      group: wnt,
      changes: describeGraphChange(state(wntCore.before), state(wntCore.now)),
      ana: "unread",
    }),
  ];
}

function event(
  ago: number,
  actor: string,
  verb: Verb,
  topics: NotificationType[],
  { type, id, name }: StoryEvent["resource"],
  more: Partial<Pick<StoryEvent, "group" | "user" | "owner" | "changes" | "told" | "ana">> = {},
): StoryEvent {
  const group = more.group && { id: more.group.id, name: more.group.name };
  return { ago, actor, verb, topics, resource: { type, id, name }, ...more, ...(group ? { group } : {}) };
}
