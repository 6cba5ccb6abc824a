import { notFound } from "next/navigation";
import { cache } from "react";
import { requireViewer } from "@/app/viewer";
import { resourceId } from "@/server/contract/resource";
import { isAppError } from "@/server/errors";
import { getRuntime } from "@/server/runtime";
import { readGraph } from "@/server/workspace/read-graph";

/** One look per request, for title and page; what is not there or not theirs is a 404. */
export const loadGraph = cache(async (given: string) => {
  const viewer = await requireViewer();
  const id = resourceId.safeParse(given);
  if (!id.success) notFound();
  try {
    return { viewer, graph: await readGraph(getRuntime().db, viewer, id.data) };
  } catch (error) {
    if (isAppError(error) && error.status === 404) notFound();
    throw error;
  }
});
