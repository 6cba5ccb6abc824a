import { z } from "zod";
import { pictureCaps, pictureStates } from "./picture-shape";

export * from "./picture-shape";

const index = z
  .number()
  .int()
  .min(0)
  .max(pictureCaps.nodes - 1);
const state = z
  .number()
  .int()
  .min(0)
  .max(pictureStates.length - 1);
const coordinate = z.number().min(-50).max(1050);

export const picture = z.object({
  /** `[label, x, y, state]`; the state is an index into `pictureStates`. */
  nodes: z.array(z.tuple([z.string().max(256), coordinate, coordinate, state])).max(pictureCaps.nodes),
  /** `[from, to, state]`; the ends are indexes into `nodes`. */
  edges: z.array(z.tuple([index, index, state])).max(pictureCaps.edges),
  /** How many nodes the whole network has; more than are drawn when it is large. */
  of: z.number().int().min(0),
});
export type Picture = z.infer<typeof picture>;
