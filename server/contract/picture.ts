import { z } from "zod";
import { type Picture, pictureCaps, pictureStates } from "./picture-shape";

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
  nodes: z.array(z.tuple([z.string().max(256), coordinate, coordinate, state])).max(pictureCaps.nodes),
  edges: z.array(z.tuple([index, index, state])).max(pictureCaps.edges),
  of: z.number().int().min(0),
}) satisfies z.ZodType<Picture>;
