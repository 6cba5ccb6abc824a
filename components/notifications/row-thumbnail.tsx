import { useMemo } from "react";
import { NetworkThumbnail } from "@/components/graphs/network-thumbnail";
import type { Changes } from "@/server/contract/event";
import { pictureOfChanges } from "@/server/contract/picture-of-changes";

/** The end of a row: the network in small, where there is a picture of it; by touch, room for the menu button. */
export function RowThumbnail({ changes }: { changes: Changes | null }) {
  const picture = useMemo(() => pictureOfChanges(changes), [changes]);
  if (!picture) return <span className="touch:size-10" />;
  return (
    <span className="touch:pb-8">
      <span className="block h-10 w-14 overflow-hidden rounded-sm border border-line bg-ground p-0.5">
        <NetworkThumbnail picture={picture} />
      </span>
    </span>
  );
}
