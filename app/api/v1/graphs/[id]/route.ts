import { fullGraph } from "@/app/api/v1/shapes";
import { v1 } from "@/app/api/v1/v1";
import { deleteGraph } from "@/server/workspace/delete-graph";
import { readGraph } from "@/server/workspace/read-graph";
import { updateGraph } from "@/server/workspace/update-graph";

export const { GET, POST, PUT, PATCH, DELETE } = v1({
  GET: async ({ runtime, actor, id }) => fullGraph(await readGraph(runtime.db, actor, id("id", "graph"))),
  PUT: async ({ runtime, actor, id, fields }) =>
    fullGraph(await updateGraph(runtime.db, actor, id("id", "graph"), await fields())),
  DELETE: async ({ runtime, actor, id }) => {
    await deleteGraph(runtime.db, actor, id("id", "graph"));
    return { message: `Successfully deleted graph with id=${id("id")}` };
  },
});
