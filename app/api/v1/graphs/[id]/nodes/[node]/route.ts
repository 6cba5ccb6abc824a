import { v1 } from "@/app/api/v1/v1";
import { listNodes, onlyOne } from "@/server/workspace/list-elements";

export const { GET, POST, PUT, PATCH, DELETE } = v1({
  GET: async ({ runtime, actor, id }) => {
    const page = { limit: 1, offset: 0 };
    const { nodes } = await listNodes(runtime.db, actor, id("id", "graph"), { id: id("node", "node") }, page);
    return onlyOne(nodes, "node");
  },
});
