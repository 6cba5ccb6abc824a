type Position = { x: number; y: number };
type Placed = { label: string; from: Position; to: Position; moved: number };
export type Comparison = { nodes: Placed[]; edges: [number, number][]; moved: number };

/** More lines than these tell nobody anything; what moved is drawn whatever happens. */
const maxEdges = 4000;
/** The furthest moved are named. */
const maxLabels = 40;

/**
 * One network in two layouts, one drawing: each moved node's old place is a dashed ring, its new one solid, with an
 * arrow between. Never by colour alone. What stayed is quiet.
 */
export function LayoutOverlay({ comparison, label }: { comparison: Comparison; label: string }) {
  const { nodes, edges } = comparison;
  const moved = nodes.slice(0, comparison.moved);
  const { box, unit } = frameOf(nodes);
  return (
    <svg viewBox={box} className="size-full font-mono" role="img" aria-label={label} data-testid="layout-overlay">
      <defs>
        <marker id="moved" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="5" markerHeight="5" orient="auto">
          <path d="M0 0L10 5L0 10z" className="fill-watch" />
        </marker>
      </defs>
      <g className="stroke-edge/50" strokeWidth={unit * 0.08}>
        {edges.slice(0, maxEdges).map(([a, b], index) => {
          const [from, to] = [nodes[a]?.to, nodes[b]?.to];
          // biome-ignore lint/suspicious/noArrayIndexKey: a static drawing
          return from && to && <line key={index} x1={from.x} y1={from.y} x2={to.x} y2={to.y} />;
        })}
      </g>
      {moved.map(({ from }, index) => (
        <circle
          // biome-ignore lint/suspicious/noArrayIndexKey: a static drawing; labels may repeat
          key={index}
          cx={from.x}
          cy={from.y}
          r={unit * 0.75}
          strokeWidth={unit * 0.14}
          strokeDasharray={`${unit * 0.35} ${unit * 0.25}`}
          className="fill-none stroke-ink-3"
        />
      ))}
      {moved.map(({ from, to }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a static drawing
        <Arrow key={index} from={from} to={to} unit={unit} />
      ))}
      {nodes.map(({ to, moved: distance }, index) => (
        <circle
          // biome-ignore lint/suspicious/noArrayIndexKey: a static drawing
          key={index}
          cx={to.x}
          cy={to.y}
          r={unit * 0.75}
          className={distance > 0 ? "fill-accent" : "fill-ink-3/60"}
        />
      ))}
      {nodes.slice(0, maxLabels).map(({ label: name, to, moved: distance }, index) => (
        <text
          // biome-ignore lint/suspicious/noArrayIndexKey: a static drawing
          key={index}
          x={to.x}
          y={to.y + unit * 1.9}
          textAnchor="middle"
          fontSize={unit}
          strokeWidth={unit * 0.3}
          className={`stroke-surface [paint-order:stroke] ${distance > 0 ? "fill-ink" : "fill-ink-3"}`}
        >
          {name.length > 16 ? `${name.slice(0, 15)}…` : name}
        </text>
      ))}
    </svg>
  );
}

/** From ring to disc, between their edges. */
function Arrow({ from, to, unit }: { from: Position; to: Position; unit: number }) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  if (length < unit * 1.8) return null;
  const [x, y] = [(dx / length) * unit * 0.85, (dy / length) * unit * 0.85];
  return (
    <line
      x1={from.x + x}
      y1={from.y + y}
      x2={to.x - x}
      y2={to.y - y}
      strokeWidth={unit * 0.16}
      markerEnd="url(#moved)"
      className="stroke-watch"
    />
  );
}

/** The box that holds both layouts, and how large a node is in it: a reader's size, whatever the graph's units. */
function frameOf(nodes: Placed[]): { box: string; unit: number } {
  const places = nodes.flatMap(({ from, to }) => [from, to]);
  const [left, right] = extent(places.map(({ x }) => x));
  const [top, bottom] = extent(places.map(({ y }) => y));
  const size = Math.max(right - left, (bottom - top) * 1.4, 1);
  const unit = size / Math.min(90, Math.max(34, 8 * Math.sqrt(nodes.length)));
  const margin = unit * 3;
  return {
    box: [left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin].map(round).join(" "),
    unit,
  };
}

const round = (value: number) => Math.round(value * 100) / 100;

function extent(values: number[]): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return values.length > 0 ? [low, high] : [0, 1];
}
