import { z } from "zod";

export const savedFilterInput = z.strictObject({
  name: z.string().trim().min(1, "needs a name").max(60, "must be at most 60 characters"),
  query: z.string().trim().min(1, "needs a query").max(2048, "must be at most 2048 characters"),
});
export type SavedFilterInput = z.infer<typeof savedFilterInput>;

export const savedFilter = z.object({ id: z.uuid(), name: z.string(), query: z.string() });
export type SavedFilter = z.infer<typeof savedFilter>;
export const maxSavedFilters = 50;
