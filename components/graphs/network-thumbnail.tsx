import type { Picture } from "@/server/contract/picture";
import { pictureSize, pictureStates, smallerPicture } from "@/server/contract/picture-shape";

/**
 * A network as a row's small picture, static SVG that fills its box. Added is solid and larger with a ring,
 * removed is hollow and dashed. Decoration: the sentence beside it says what happened.
 */
export function NetworkThumbnail({
  picture,
  large = false,
}: {
  picture: Picture /** On a card, not a row. */;
  large?: boolean;
}) {
  const { nodes, edges } = smallerPicture(picture, large ? 60 : 24);
  const full = nodes.length > 40 ? 22 : nodes.length > 14 ? 30 : 40;
  const radius = large ? full * 0.62 : full;
  const line = large ? (edges.length > 60 ? 3 : 5) : 14;
  return (
    <svg
      viewBox={`0 0 ${pictureSize.width} ${pictureSize.height}`}
      className="size-full"
      aria-hidden="true"
      focusable="false"
      data-testid="network-thumbnail"
    >
      {edges.map(([from, to, state]) => {
        const [a, b] = [nodes[from], nodes[to]];
        if (!a || !b) return null;
        const kind = pictureStates[state];
        return (
          <line
            key={`${from}-${to}-${state}`}
            x1={a[1]}
            y1={a[2]}
            x2={b[1]}
            y2={b[2]}
            strokeWidth={kind === "same" ? line : large ? 10 : 34}
            strokeDasharray={kind === "removed" ? "60 44" : undefined}
            className={kind === "added" ? "stroke-added" : kind === "removed" ? "stroke-removed" : "stroke-ink-3/55"}
          />
        );
      })}
      {nodes.map(([label, x, y, state], index) => {
        const kind = pictureStates[state];
        return (
          <circle
            // biome-ignore lint/suspicious/noArrayIndexKey: a static drawing; labels may repeat
            key={`${index}-${label}`}
            cx={x}
            cy={y}
            r={kind === "same" ? radius : radius + 14}
            strokeWidth={kind === "removed" ? 24 : 0}
            strokeDasharray={kind === "removed" ? "36 26" : undefined}
            className={
              kind === "added"
                ? "fill-added"
                : kind === "removed"
                  ? "fill-surface stroke-removed"
                  : kind === "moved"
                    ? "fill-accent"
                    : "fill-ink-3"
            }
          />
        );
      })}
    </svg>
  );
}
