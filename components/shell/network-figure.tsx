import { cx } from "../ui/class-names";

type Change = "added" | "removed";
type Node = { name: string; x: number; y: number; r: number; change?: Change };

const nodes: Node[] = [
  { name: "LRP6", x: 84, y: 76, r: 12 },
  { name: "TCF7L2", x: 302, y: 66, r: 12 },
  { name: "CTNNB1", x: 188, y: 134, r: 17 },
  { name: "GSK3B", x: 140, y: 240, r: 12 },
  { name: "DKK1", x: 56, y: 192, r: 11, change: "removed" },
  { name: "AXIN2", x: 284, y: 210, r: 12, change: "added" },
  { name: "RNF43", x: 362, y: 268, r: 12, change: "added" },
];
const edges: [from: number, to: number, change?: Change][] = [
  [0, 2],
  [1, 2],
  [0, 3],
  [2, 3],
  [2, 5],
  [0, 4, "removed"],
  [1, 5, "added"],
  [5, 6, "added"],
];

const edgeClass = (change?: Change) =>
  change === "added"
    ? "stroke-added [stroke-width:2]"
    : change === "removed"
      ? "stroke-removed [stroke-dasharray:5_4] [stroke-width:1.6]"
      : "stroke-line [stroke-width:1.5]";

const nodeClass = (change?: Change) =>
  change === "added"
    ? "fill-added"
    : change === "removed"
      ? "fill-surface stroke-removed [stroke-dasharray:4_3] [stroke-width:1.6]"
      : "fill-accent";

/** A network before and after a change, as the product draws it: added has a plus, removed is dashed. */
export const NetworkFigure = ({ className }: { className?: string }) => (
  <svg viewBox="0 0 420 310" className={className} aria-hidden="true">
    {edges.map(([from, to, change]) => {
      const [a, b] = [nodes[from], nodes[to]] as [Node, Node];
      return <line key={`${from}-${to}`} x1={a.x} y1={a.y} x2={b.x} y2={b.y} className={edgeClass(change)} />;
    })}
    {nodes.map(({ name, x, y, r, change }) => (
      <g key={name}>
        <circle cx={x} cy={y} r={r} className={nodeClass(change)} />
        {change === "added" && (
          <path d={`M${x - 4} ${y}h8M${x} ${y - 4}v8`} className="stroke-surface [stroke-width:1.8]" />
        )}
        <text
          x={x}
          y={y + r + 15}
          textAnchor="middle"
          className={cx(
            "font-mono text-[10px]",
            change === "removed"
              ? "fill-removed line-through"
              : "fill-ink stroke-surface [paint-order:stroke] [stroke-width:4] [stroke-linejoin:round]",
          )}
        >
          {name}
        </text>
      </g>
    ))}
  </svg>
);
