import type { Picture } from "@/server/contract/picture";
import { type PictureState, pictureSize, pictureStates } from "@/server/contract/picture-shape";

const words: Record<PictureState, string> = { same: "", added: "added", removed: "removed", moved: "moved" };

/**
 * What changed in a network, drawn: added nodes carry a plus and solid lines, removed ones are dashed and stand
 * where they stood, moved ones have a ring. Never by colour alone. `label` is what it is a picture of.
 */
export function ChangePicture({ picture, label }: { picture: Picture; label: string }) {
  const { nodes, edges, of } = picture;
  const crowded = nodes.length > 26;
  const radius = crowded ? 16 : nodes.length > 12 ? 22 : 30;
  const changed = nodes.filter(([, , , state]) => state !== 0);
  const told = changed.map(([name, , , state]) => `${name} ${words[pictureStates[state] as PictureState]}`);
  const undrawn = of - nodes.filter(([, , , state]) => pictureStates[state] !== "removed").length;
  return (
    <figure className="overflow-hidden rounded-lg border border-line bg-surface" data-testid="change-picture">
      <svg
        viewBox={`-40 -20 ${pictureSize.width + 80} ${pictureSize.height + 60}`}
        className="block aspect-[4/3] w-full font-mono"
        role="img"
        aria-label={`${label}. ${told.length > 0 ? told.slice(0, 20).join(", ") : `${nodes.length} nodes`}.`}
      >
        {edges.map((edge) => (
          <Edge key={edge.join("-")} edge={edge} nodes={nodes} />
        ))}
        {nodes.map((node, index) => (
          <Node
            // biome-ignore lint/suspicious/noArrayIndexKey: a static drawing; labels may repeat
            key={index}
            node={node}
            radius={radius}
            labelled={!crowded || node[3] !== 0 || index < 14}
          />
        ))}
      </svg>
      {undrawn > 0 && (
        <figcaption className="border-line border-t px-3 py-2 text-ink-3 text-meta">
          {changed.length > 0 ? "What changed and what is next to it" : "The best connected nodes"}; {undrawn} more of{" "}
          {of} are not drawn.
        </figcaption>
      )}
    </figure>
  );
}

function Edge({ edge: [from, to, state], nodes }: { edge: Picture["edges"][number]; nodes: Picture["nodes"] }) {
  const [a, b] = [nodes[from], nodes[to]];
  if (!a || !b) return null;
  const kind = pictureStates[state];
  return (
    <line
      x1={a[1]}
      y1={a[2]}
      x2={b[1]}
      y2={b[2]}
      strokeWidth={kind === "same" ? 3 : 6}
      strokeDasharray={kind === "removed" ? "12 9" : undefined}
      className={kind === "added" ? "stroke-added" : kind === "removed" ? "stroke-removed" : "stroke-edge/60"}
    />
  );
}

function Node({
  node: [label, x, y, state],
  radius,
  labelled,
}: {
  node: Picture["nodes"][number];
  radius: number;
  labelled: boolean;
}) {
  const kind = pictureStates[state];
  const sign = radius * 0.5;
  const shown = label.length > 16 ? `${label.slice(0, 15)}…` : label;
  return (
    <g>
      {kind === "moved" && <circle cx={x} cy={y} r={radius + 9} strokeWidth={4} className="fill-none stroke-accent" />}
      <circle
        cx={x}
        cy={y}
        r={radius}
        strokeWidth={kind === "removed" ? 5 : 0}
        strokeDasharray={kind === "removed" ? "10 8" : undefined}
        className={kind === "added" ? "fill-added" : kind === "removed" ? "fill-surface stroke-removed" : "fill-accent"}
      />
      {kind === "added" && (
        <path
          d={`M${x - sign} ${y}h${sign * 2}M${x} ${y - sign}v${sign * 2}`}
          strokeWidth={5}
          className="stroke-surface"
        />
      )}
      {kind === "removed" && (
        <path d={`M${x - sign} ${y}h${sign * 2}`} strokeWidth={5} className="fill-none stroke-removed" />
      )}
      {labelled && (
        <text
          x={x}
          y={y + radius + 30}
          textAnchor="middle"
          fontSize={26}
          strokeWidth={7}
          textDecoration={kind === "removed" ? "line-through" : undefined}
          // A halo would hide the line through what was removed.
          className={
            kind === "removed"
              ? "fill-removed"
              : `stroke-surface [paint-order:stroke] ${kind === "added" ? "fill-added" : "fill-ink"}`
          }
        >
          {shown}
        </text>
      )}
    </g>
  );
}
