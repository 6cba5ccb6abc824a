import { BellOff } from "lucide-react";
import { Icon } from "@/components/ui/icon";

/** Nothing more comes about this thing. */
export const MutedTag = () => (
  <span className="inline-flex items-center gap-1 text-meta text-ink-3">
    <Icon of={BellOff} size={13} />
    muted
  </span>
);
