"use client";
import { UserMinus } from "lucide-react";
import { useState } from "react";
import { api } from "../api";
import { useRefresh } from "../graphs/use-refresh";
import { OutcomeLine } from "../settings/outcome";
import { useAction } from "../settings/use-action";
import { Avatar } from "../ui/avatar";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { IconButton } from "../ui/icon-button";
import { inputClass } from "../ui/text-field";

type Member = { id: number; email: string; name: string; owns: boolean };

/** Who is in a group; its owner adds and removes. */
export function MemberList({
  groupId,
  members,
  viewerEmail,
  mayManage,
}: {
  groupId: number;
  members: Member[];
  viewerEmail: string;
  mayManage: boolean;
}) {
  const refresh = useRefresh();
  const { pending, outcome, run } = useAction();
  const [email, setEmail] = useState("");
  const path = `/api/v1/groups/${groupId}/members`;
  const add = async () => {
    const body = { member_email: email.trim() };
    if (await run(() => api(path, { method: "POST", body }).catch(plain), `${body.member_email} is a member now.`)) {
      setEmail("");
      refresh();
    }
  };
  const remove = async (member: Member) => {
    if (await run(() => api(`${path}/${member.id}`, { method: "DELETE" }), `${member.name} is no longer a member.`))
      refresh();
  };
  return (
    <>
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-2.5">
        {members.map((member) => (
          <li key={member.id} className="flex items-center gap-2.5">
            <Avatar name={member.name} />
            <span className="min-w-0 flex-1">
              <span className="block truncate">
                {member.email === viewerEmail ? "You" : member.name}
                {member.owns && <span className="text-meta text-ink-3"> · owner</span>}
              </span>
              <span className="block truncate text-meta text-ink-3">{member.email}</span>
            </span>
            {mayManage && !member.owns && (
              <IconButton
                label={`Remove ${member.name}`}
                size="small"
                disabled={pending}
                onClick={() => void remove(member)}
              >
                <Icon of={UserMinus} size={16} />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {mayManage && (
        <form
          className="mt-4 flex gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <input
            aria-label="E-mail of the new member"
            placeholder="E-mail"
            required
            value={email}
            className={inputClass}
            onChange={(event) => setEmail(event.target.value)}
          />
          <Button type="submit" disabled={pending} className="h-10">
            Add
          </Button>
        </form>
      )}
      <OutcomeLine outcome={outcome} className={outcome ? "mt-2" : "sr-only"} />
    </>
  );
}

/** There is one field only, so the reason itself is what to say. */
const plain = (error: unknown) => {
  throw new Error((error as Error).message);
};
