import { fullGraph, graphSummary } from "@/app/api/v1/shapes";
import { created, flag, v1 } from "@/app/api/v1/v1";
import { createGraph } from "@/server/workspace/create-graph";
import { listGraphs } from "@/server/workspace/list-graphs";
import { readPaging } from "@/server/workspace/paging";

export const { GET, POST, PUT, PATCH, DELETE } = v1({
  GET: async ({ runtime, actor, search }) => {
    const filter = {
      ownerEmail: search.get("owner_email"),
      memberEmail: search.get("member_email"),
      isPublic: flag(search, "is_public"),
      names: search.getAll("names[]"),
      tags: search.getAll("tags[]"),
      sort: search.get("sort"),
      order: search.get("order"),
    };
    const { total, graphs } = await listGraphs(runtime.db, actor, filter, readPaging(search));
    return { total, graphs: graphs.map(graphSummary) };
  },
  POST: async ({ runtime, actor, fields }) => created(fullGraph(await createGraph(runtime.db, actor, await fields()))),
});
