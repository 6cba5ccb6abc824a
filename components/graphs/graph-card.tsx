import { Globe } from "lucide-react";
import Link from "next/link";
import type { Picture } from "@/server/contract/picture";
import { Icon } from "../ui/icon";
import { LinkPending } from "../ui/link-pending";
import { RelativeTime } from "../ui/relative-time";
import { counted } from "./counted";
import { NetworkThumbnail } from "./network-thumbnail";

export type GraphCardData = {
  id: number;
  name: string;
  owner: string;
  isPublic: boolean;
  tags: string[];
  updatedAt: string | null;
  picture: Picture | null;
};

/** One graph in a list: the network itself, its name, whose it is, how large, since when. */
export function GraphCard({ graph, heading: Heading }: { graph: GraphCardData; heading: "h2" | "h3" }) {
  const { id, name, owner, isPublic, tags, updatedAt, picture } = graph;
  return (
    <li className="group relative flex flex-col overflow-hidden rounded-lg border border-line bg-surface transition-colors hover:border-edge">
      <div className="flex aspect-[16/10] items-center justify-center border-b border-line bg-ground p-4">
        {picture && picture.nodes.length > 0 ? (
          <NetworkThumbnail picture={picture} large />
        ) : (
          <span className="text-meta text-ink-3">{picture ? "Empty network" : "Too large for a small picture"}</span>
        )}
      </div>
      <div className="grid gap-1 p-3.5">
        <Heading className="truncate font-medium">
          <Link href={`/graphs/${id}`} prefetch={false} className="after:absolute after:inset-0 after:rounded-lg">
            {name}
            <LinkPending />
          </Link>
        </Heading>
        <p className="flex items-center gap-1.5 truncate text-meta text-ink-3">
          {isPublic && (
            <span role="img" aria-label="Public" data-tip="Public" className="relative z-10">
              <Icon of={Globe} size={13} />
            </span>
          )}
          <span className="truncate">{owner}</span>
          {picture && <span className="shrink-0 tabular-nums">· {counted(picture.of, "node")}</span>}
          {updatedAt && (
            <span className="shrink-0">
              · <RelativeTime iso={updatedAt} />
            </span>
          )}
        </p>
        <p className="flex h-5 gap-1.5 overflow-hidden text-meta text-ink-2">
          {tags.slice(0, 4).map((tag) => (
            <span key={tag} className="truncate rounded-sm bg-sunk px-1.5 leading-5">
              {tag}
            </span>
          ))}
        </p>
      </div>
    </li>
  );
}

/** `heading` is the level that fits below the one before the grid. */
export const GraphGrid = ({ graphs, heading }: { graphs: GraphCardData[]; heading: "h2" | "h3" }) => (
  <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(240px,100%),1fr))] gap-4">
    {graphs.map((graph) => (
      <GraphCard key={graph.id} graph={graph} heading={heading} />
    ))}
  </ul>
);
