import { memberShape } from "@/app/api/v1/shapes";
import { created, v1 } from "@/app/api/v1/v1";
import { addMember, listMembers } from "@/server/workspace/members";

export const { GET, POST, PUT, PATCH, DELETE } = v1({
  GET: async ({ runtime, actor, id }) => {
    const members = await listMembers(runtime.db, actor, id("id", "group"));
    return { total: members.length, members: members.map(memberShape) };
  },
  POST: async ({ runtime, actor, id, fields }) => {
    const { member_email: email, member_id: memberId } = await fields();
    const { userId, groupId } = await addMember(runtime.db, actor, id("id", "group"), { email, id: memberId });
    // The client compares the group's id as text: it is what came in the address.
    return created({ user_id: userId, group_id: String(groupId) });
  },
});
