import { v1 } from "@/app/api/v1/v1";
import { joinGroup } from "@/server/workspace/members";

export const { GET, POST, PUT, PATCH, DELETE } = v1({
  POST: async ({ runtime, actor, id, fields }) => {
    const groupId = id("id", "group");
    await joinGroup(runtime.db, actor, groupId, String((await fields()).code ?? ""));
    return { user_id: actor.userId, group_id: String(groupId) };
  },
});
