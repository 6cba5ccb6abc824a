import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp } from "lucide-react";
import { Icon } from "../ui/icon";
import { IconButton } from "../ui/icon-button";

const directions = [
  { label: "Move left", icon: ArrowLeft, x: -1, y: 0 },
  { label: "Move up", icon: ArrowUp, x: 0, y: -1 },
  { label: "Move down", icon: ArrowDown, x: 0, y: 1 },
  { label: "Move right", icon: ArrowRight, x: 1, y: 0 },
] as const;
const step = 16;

/** Arranging without dragging, for keyboards and for hands that cannot hold a button down; in pixels of the screen. */
export function MoveNode({ onMove }: { onMove: (x: number, y: number) => void }) {
  return (
    <fieldset className="mt-2 flex border-t border-line pt-2">
      <legend className="sr-only">Move the node</legend>
      {directions.map(({ label, icon, x, y }) => (
        <IconButton key={label} size="small" label={label} onClick={() => onMove(x * step, y * step)}>
          <Icon of={icon} size={16} />
        </IconButton>
      ))}
    </fieldset>
  );
}
