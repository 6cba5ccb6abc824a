import { layoutShape } from "@/app/api/v1/shapes";
import { type V1Call, v1 } from "@/app/api/v1/v1";
import { deleteLayout } from "@/server/workspace/delete-layout";
import { readLayout } from "@/server/workspace/list-layouts";
import { updateLayout } from "@/server/workspace/update-layout";

const at = ({ id }: V1Call) => ({ graphId: id("id", "graph"), id: id("layout", "layout") });

export const { GET, POST, PUT, PATCH, DELETE } = v1({
  GET: async (call) => layoutShape(await readLayout(call.runtime.db, call.actor, at(call))),
  PUT: async (call) => layoutShape(await updateLayout(call.runtime.db, call.actor, at(call), await call.fields())),
  DELETE: async (call) => {
    await deleteLayout(call.runtime.db, call.actor, at(call));
    return { message: `Successfully deleted layout with id=${at(call).id}` };
  },
});
