import { useCallback, useState } from "react";

/** Keys of the groups that are expanded in place. */
export function useOpenGroups() {
  const [openGroups, setOpenGroups] = useState<ReadonlySet<string>>(new Set());
  const toggleGroup = useCallback(
    (key: string) =>
      setOpenGroups((before) => {
        const next = new Set(before);
        if (!next.delete(key)) next.add(key);
        return next;
      }),
    [],
  );
  return { openGroups, toggleGroup };
}
