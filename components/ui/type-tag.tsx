import { type NotificationType, notificationTypes } from "@/server/contract/notification-types";
import { cx } from "./class-names";

// A colour and a shape each, so that the tag reads without colour too.
const marks: Record<NotificationType, { text: string; shape: string }> = {
  owner: { text: "text-owner", shape: "rounded-full" },
  group: { text: "text-group", shape: "" },
  watching: { text: "text-watch", shape: "rotate-45" },
};

/** Circle "Yours", square "Group", diamond "Watching". */
export function TypeTag({ type, className }: { type: NotificationType; className?: string }) {
  return (
    <span className={cx("inline-flex items-center gap-1.5 text-meta font-medium", marks[type].text, className)}>
      <TypeMark type={type} />
      {notificationTypes[type].label}
    </span>
  );
}

/** The shape alone, in its colour. */
export function TypeMark({ type, className }: { type: NotificationType; className?: string }) {
  const { text, shape } = marks[type];
  return (
    <span
      aria-hidden="true"
      className={cx("size-[7px] shrink-0 bg-current forced-colors:bg-[CanvasText]", text, shape, className)}
    />
  );
}
