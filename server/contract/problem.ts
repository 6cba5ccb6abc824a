import { z } from "zod";

/** RFC 9457 problem details, with the fields that are wrong. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string(), index: z.number().int().optional() })).optional(),
});
export type Problem = z.infer<typeof problem>;
