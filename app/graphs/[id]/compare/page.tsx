import { ArrowLeft, ArrowLeftRight, LayoutTemplate } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { ClearUnread } from "@/components/graphs/clear-unread";
import { LayoutOverlay } from "@/components/graphs/layout-comparison";
import { Button, buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { inputClass } from "@/components/ui/text-field";
import { getRuntime } from "@/server/runtime";
import { compareLayouts } from "@/server/workspace/compare-layouts";
import { listVisibleLayouts } from "@/server/workspace/list-layouts";
import { type Network, readNetwork, readPositions } from "@/server/workspace/network";
import { parsed } from "@/server/workspace/parsed";
import type { LayoutRow } from "@/server/workspace/permissions";
import { loadGraph } from "../load-graph";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ from?: string | string[]; to?: string | string[] }>;
};
/** What the graph itself says about its nodes' places. */
const uploaded = { id: 0, name: "As uploaded" };
type Choice = Pick<LayoutRow, "id" | "name"> & { positionsJson?: string };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { graph } = await loadGraph((await params).id);
  return { title: `Compare layouts of ${graph.name}` };
}

/** Two layouts of one network in one drawing, by their ids in the address; 0 is the network as it was uploaded. */
export default async function CompareLayoutsPage({ params, searchParams }: Props) {
  const { viewer, graph } = await loadGraph((await params).id);
  const layouts = await listVisibleLayouts(getRuntime().db, viewer, graph.id);
  const choices: Choice[] = [uploaded, ...layouts];
  const asked = await searchParams;
  const chosen = (given: string | string[] | undefined) =>
    given === undefined ? undefined : choices.find(({ id }) => String(id) === [given].flat()[0]);
  const to = chosen(asked.to) ?? choices.find(({ id }) => id === graph.defaultLayoutId) ?? layouts.at(-1) ?? uploaded;
  const from = chosen(asked.from) ?? choices.find(({ id }) => id !== to.id) ?? uploaded;
  const network = readNetwork(parsed(graph.graphJson));
  return (
    <div className="mx-auto grid max-w-6xl gap-5 px-4 py-6 sm:px-5 md:py-8">
      <ClearUnread graphId={graph.id} />
      <header className="grid gap-1.5">
        <Link
          href={`/graphs/${graph.id}`}
          prefetch={false}
          className="inline-flex min-w-0 items-center gap-1.5 text-meta text-ink-2 hover:text-ink touch:min-h-11"
        >
          <Icon of={ArrowLeft} size={14} />
          <span className="truncate">{graph.name}</span>
        </Link>
        <h1 className="text-title font-bold">Compare layouts</h1>
      </header>
      {layouts.length === 0 ? (
        <EmptyState
          icon={<Icon of={LayoutTemplate} size={22} />}
          title="There is no layout to compare with yet"
          action={
            <Link href={`/graphs/${graph.id}`} className={buttonClass({ look: "primary" })}>
              Arrange the network
            </Link>
          }
        >
          Move the nodes on the graph’s page and save what you arranged.
        </EmptyState>
      ) : (
        <Compared graphId={graph.id} network={network} choices={choices} from={from} to={to} />
      )}
    </div>
  );
}

function Compared({
  graphId,
  network,
  choices,
  from,
  to,
}: {
  graphId: number;
  network: Network;
  choices: Choice[];
  from: Choice;
  to: Choice;
}) {
  const comparison = compareLayouts(network, placesOf(from), placesOf(to));
  const { nodes, moved } = comparison;
  const movedNodes = nodes.slice(0, moved);
  const summary =
    moved === 0
      ? "No node moved."
      : `${moved.toLocaleString("en")} of ${nodes.length.toLocaleString("en")} nodes ${moved === 1 ? "is" : "are"} elsewhere.`;
  return (
    <>
      <form className="flex flex-wrap items-end gap-2">
        <Choose name="from" label="From" choices={choices} chosen={from} />
        <Link
          href={`?${new URLSearchParams({ from: String(to.id), to: String(from.id) })}`}
          prefetch={false}
          aria-label="Swap the two"
          className={buttonClass({ size: "large" })}
        >
          <Icon of={ArrowLeftRight} size={16} />
        </Link>
        <Choose name="to" label="To" choices={choices} chosen={to} />
        <Button type="submit" look="primary" size="large">
          Compare
        </Button>
        <Link
          href={to.id === 0 ? `/graphs/${graphId}` : `/graphs/${graphId}?user_layout=${to.id}`}
          prefetch={false}
          className={buttonClass({ size: "large" })}
        >
          Open “{to.name.length > 24 ? `${to.name.slice(0, 23)}…` : to.name}”
        </Link>
      </form>
      <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_260px]">
        <figure className="overflow-hidden rounded-lg border border-line bg-surface">
          <div className="aspect-[4/3]">
            <LayoutOverlay comparison={comparison} label={`From ${from.name} to ${to.name}. ${summary}`} />
          </div>
          <figcaption className="flex flex-wrap gap-x-5 gap-y-1 border-t border-line px-4 py-2.5 text-meta text-ink-2">
            <Key ring>In “{from.name}”</Key>
            <Key>In “{to.name}”, moved</Key>
          </figcaption>
        </figure>
        <section aria-label="What moved" className="min-w-0">
          <h2 className="mb-2 font-bold">What moved</h2>
          <p className="mb-3 text-ink-2 tabular-nums">{summary}</p>
          <ol className="grid gap-1.5">
            {movedNodes.slice(0, 30).map(({ label, moved: distance }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: labels may repeat
              <li key={index} className="flex items-baseline justify-between gap-3">
                <span className="truncate font-mono text-meta">{label}</span>
                <span className="shrink-0 text-meta text-ink-3 tabular-nums">
                  by {Math.round(distance).toLocaleString("en")}
                </span>
              </li>
            ))}
          </ol>
          {moved > 30 && <p className="mt-2 text-meta text-ink-3">and {(moved - 30).toLocaleString("en")} more</p>}
        </section>
      </div>
    </>
  );
}

const placesOf = ({ positionsJson }: Choice) =>
  new Map(Object.entries(positionsJson ? readPositions(parsed(positionsJson)) : {}));

function Choose({ name, label, choices, chosen }: { name: string; label: string; choices: Choice[]; chosen: Choice }) {
  return (
    <label className="grid min-w-0 flex-1 basis-40 gap-1.5 text-meta text-ink-2 sm:max-w-64">
      {label}
      <select key={chosen.id} name={name} defaultValue={chosen.id} className={inputClass}>
        {choices.map(({ id, name: choice }) => (
          <option key={id} value={id}>
            {choice}
          </option>
        ))}
      </select>
    </label>
  );
}

function Key({ ring = false, children }: { ring?: boolean; children: React.ReactNode }) {
  return (
    <span className="inline-flex min-w-0 items-center gap-2">
      <svg viewBox="0 0 16 16" className="size-3.5 shrink-0" aria-hidden="true">
        {ring ? (
          <circle cx="8" cy="8" r="6" strokeWidth="2" strokeDasharray="4 3" className="fill-none stroke-ink-3" />
        ) : (
          <circle cx="8" cy="8" r="6.5" className="fill-accent" />
        )}
      </svg>
      <span className="truncate">{children}</span>
    </span>
  );
}
