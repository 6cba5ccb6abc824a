import { v1 } from "@/app/api/v1/v1";
import { listEdges } from "@/server/workspace/list-elements";
import { readPaging } from "@/server/workspace/paging";

export const { GET, POST, PUT, PATCH, DELETE } = v1({
  GET: ({ runtime, actor, id, search }) =>
    listEdges(
      runtime.db,
      actor,
      id("id", "graph"),
      { names: search.getAll("names[]"), edges: search.getAll("edges[]") },
      readPaging(search),
    ),
});
