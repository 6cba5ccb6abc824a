import { groupShape } from "@/app/api/v1/shapes";
import { v1 } from "@/app/api/v1/v1";
import { deleteGroup } from "@/server/workspace/delete-group";
import { readGroup } from "@/server/workspace/list-groups";
import { updateGroup } from "@/server/workspace/update-group";

export const { GET, POST, PUT, PATCH, DELETE } = v1({
  GET: async ({ runtime, actor, id }) => groupShape(await readGroup(runtime.db, actor, id("id", "group"))),
  PUT: async ({ runtime, actor, id, fields }) =>
    groupShape(await updateGroup(runtime.db, actor, id("id", "group"), await fields())),
  DELETE: async ({ runtime, actor, id }) => {
    await deleteGroup(runtime.db, actor, id("id", "group"));
    return { message: `Successfully deleted group with id=${id("id")}` };
  },
});
