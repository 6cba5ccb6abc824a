import { Compass } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <EmptyState
      heading
      className="pt-[14vh]"
      icon={<Icon of={Compass} size={22} />}
      title="There is nothing here"
      action={
        <Link href="/notifications" className={buttonClass({ look: "primary" })}>
          Go to your notifications
        </Link>
      }
    >
      It may have been deleted, or it is not shared with you. Ask the person who sent you here.
    </EmptyState>
  );
}
