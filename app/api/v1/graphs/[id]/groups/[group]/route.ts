import { v1 } from "@/app/api/v1/v1";
import { unshareGraph } from "@/server/workspace/share-graph";

export const { GET, POST, PUT, PATCH, DELETE } = v1({
  DELETE: async ({ runtime, actor, id }) => {
    const sharing = { graphId: id("id", "graph"), groupId: id("group", "group") };
    await unshareGraph(runtime.db, actor, sharing);
    return { message: `Successfully deleted graph with id=${sharing.graphId} from group with id=${sharing.groupId}` };
  },
});
