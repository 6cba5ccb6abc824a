import { fullGraph, isoTime } from "@/app/api/v1/shapes";
import { created, v1 } from "@/app/api/v1/v1";
import { listGroupGraphs } from "@/server/workspace/list-graphs";
import { readPaging } from "@/server/workspace/paging";
import { readId } from "@/server/workspace/read-input";
import { shareGraph } from "@/server/workspace/share-graph";

export const { GET, POST, PUT, PATCH, DELETE } = v1({
  GET: async ({ runtime, actor, id, search }) => {
    const { total, graphs } = await listGroupGraphs(runtime.db, actor, id("id", "group"), readPaging(search));
    return { total, graphs: graphs.map(fullGraph) };
  },
  POST: async ({ runtime, actor, id, fields }) => {
    const sharing = { graphId: readId((await fields()).graph_id, "graph_id"), groupId: id("id", "group") };
    const { createdAt, updatedAt } = await shareGraph(runtime.db, actor, sharing);
    return created({
      graph_id: sharing.graphId,
      group_id: String(sharing.groupId),
      created_at: isoTime(createdAt),
      updated_at: isoTime(updatedAt),
    });
  },
});
