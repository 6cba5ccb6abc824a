import { v1 } from "@/app/api/v1/v1";
import { removeMember } from "@/server/workspace/members";

export const { GET, POST, PUT, PATCH, DELETE } = v1({
  DELETE: async ({ runtime, actor, id }) => {
    const [groupId, userId] = [id("id", "group"), id("member", "member")];
    await removeMember(runtime.db, actor, { groupId, userId });
    return { message: `Successfully deleted member with id=${userId} from group with id=${groupId}` };
  },
});
