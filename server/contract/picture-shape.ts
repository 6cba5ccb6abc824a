// No zod here: this part of the contract is loaded by the inbox.

/**
 * A network as a small drawing: what changed in it, or just what it looks like. Nodes come in order of importance
 * (changed ones, their neighbours, then the best connected), so that a smaller drawing is simply the first of them.
 */
export const pictureStates = ["same", "added", "removed", "moved"] as const;
export type PictureState = (typeof pictureStates)[number];

/** Coordinates fit this box. */
export const pictureSize = { width: 1000, height: 750 } as const;
export const pictureCaps = { nodes: 60, edges: 140 } as const;

export type Picture = {
  /** `[label, x, y, state]`; the state is an index into `pictureStates`. */
  nodes: [string, number, number, number][];
  /** `[from, to, state]`; the ends are indexes into `nodes`. */
  edges: [number, number, number][];
  /** How many nodes the whole network has; more than are drawn when it is large. */
  of: number;
};

/** The same drawing with at most `most` nodes, for a row's thumbnail. */
export function smallerPicture(full: Picture, most = 24): Picture {
  if (full.nodes.length <= most && full.edges.length <= most * 2) return full;
  return {
    nodes: full.nodes.slice(0, most),
    edges: full.edges.filter(([from, to]) => from < most && to < most).slice(0, most * 2),
    of: full.of,
  };
}
