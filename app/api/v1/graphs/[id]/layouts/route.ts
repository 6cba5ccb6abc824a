import { layoutShape } from "@/app/api/v1/shapes";
import { created, flag, v1 } from "@/app/api/v1/v1";
import { createLayout } from "@/server/workspace/create-layout";
import { listLayouts } from "@/server/workspace/list-layouts";
import { readPaging } from "@/server/workspace/paging";

export const { GET, POST, PUT, PATCH, DELETE } = v1({
  GET: async ({ runtime, actor, id, search }) => {
    const filter = {
      ownerEmail: search.get("owner_email"),
      isShared: flag(search, "is_shared"),
      name: search.get("name"),
    };
    const { total, layouts } = await listLayouts(runtime.db, actor, id("id", "graph"), filter, readPaging(search));
    return { total, layouts: layouts.map(layoutShape) };
  },
  POST: async ({ runtime, actor, id, fields }) =>
    created(layoutShape(await createLayout(runtime.db, actor, id("id", "graph"), await fields()))),
});
