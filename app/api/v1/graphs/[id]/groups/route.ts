import { isoTime } from "@/app/api/v1/shapes";
import { created, v1 } from "@/app/api/v1/v1";
import { readId } from "@/server/workspace/read-input";
import { listGraphGroups, shareGraph } from "@/server/workspace/share-graph";

export const { GET, POST, PUT, PATCH, DELETE } = v1({
  GET: async ({ runtime, actor, id }) => {
    const groups = await listGraphGroups(runtime.db, actor, id("id", "graph"));
    return { total: groups.length, groups };
  },
  POST: async ({ runtime, actor, id, fields }) => {
    const groupId = readId((await fields()).group_id, "group_id");
    const { graphId, createdAt, updatedAt } = await shareGraph(runtime.db, actor, {
      graphId: id("id", "graph"),
      groupId,
    });
    return created({
      graph_id: graphId,
      group_id: groupId,
      created_at: isoTime(createdAt),
      updated_at: isoTime(updatedAt),
    });
  },
});
