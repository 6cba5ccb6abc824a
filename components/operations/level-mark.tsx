import { CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import type { Check } from "@/server/contract/operations";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";

const marks = {
  well: { icon: CircleCheck, colour: "text-added", word: "Well" },
  look: { icon: TriangleAlert, colour: "text-watch", word: "Needs a look" },
  broken: { icon: CircleX, colour: "text-removed", word: "Broken" },
} as const;

/** How a part is, by shape and colour; the word is for those who see neither. */
export function LevelMark({ level, size = 18 }: { level: Check["level"]; size?: number }) {
  const { icon, colour, word } = marks[level];
  return (
    <>
      <Icon of={icon} size={size} className={cx("shrink-0", colour)} />
      <span className="sr-only">{word}:</span>
    </>
  );
}
