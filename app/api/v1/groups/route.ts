import { groupShape } from "@/app/api/v1/shapes";
import { created, v1 } from "@/app/api/v1/v1";
import { createGroup } from "@/server/workspace/create-group";
import { listGroups } from "@/server/workspace/list-groups";
import { readPaging } from "@/server/workspace/paging";

export const { GET, POST, PUT, PATCH, DELETE } = v1({
  GET: async ({ runtime, actor, search }) => {
    const filter = {
      ownerEmail: search.get("owner_email"),
      memberEmail: search.get("member_email"),
      name: search.get("name"),
    };
    const { total, groups } = await listGroups(runtime.db, actor, filter, readPaging(search));
    return { total, groups: groups.map(groupShape) };
  },
  POST: async ({ runtime, actor, fields }) => created(groupShape(await createGroup(runtime.db, actor, await fields()))),
});
