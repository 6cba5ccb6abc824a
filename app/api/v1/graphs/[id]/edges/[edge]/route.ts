import { v1 } from "@/app/api/v1/v1";
import { listEdges, onlyOne } from "@/server/workspace/list-elements";

export const { GET, POST, PUT, PATCH, DELETE } = v1({
  GET: async ({ runtime, actor, id }) => {
    const page = { limit: 1, offset: 0 };
    const { edges } = await listEdges(runtime.db, actor, id("id", "graph"), { id: id("edge", "edge") }, page);
    return onlyOne(edges, "edge");
  },
});
