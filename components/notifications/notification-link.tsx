import Link from "next/link";
import type { ComponentProps } from "react";
import { LinkPending } from "@/components/ui/link-pending";
import type { Notification } from "@/server/contract/notification";
import { isSafeUrl } from "@/server/contract/resource-ref";

/** Where a notification leads: to the thing, or to the inbox where the thing is gone. */
export const targetOf = ({ resource }: Notification): string =>
  resource.state === "here" && isSafeUrl(resource.url) ? resource.url : "/notifications";

/** Opens what a notification is about; another site's address loads in full. */
export function NotificationLink({
  notification,
  children,
  ...props
}: Omit<ComponentProps<"a">, "href"> & { notification: Notification }) {
  const href = targetOf(notification);
  if (!href.startsWith("/"))
    return (
      <a href={href} {...props}>
        {children}
      </a>
    );
  return (
    <Link href={href} prefetch={false} {...props}>
      {children}
      <LinkPending />
    </Link>
  );
}
