import { useEffect } from "react";
import { useSeen } from "./queries/seen";

const lookMs = 2000;

/** After a moment of looking at the Inbox, the person's seen line moves to what is shown. A hidden tab has seen nothing. */
export function useSeenLine(snapshot: string | undefined): void {
  const { mutate } = useSeen();
  useEffect(() => {
    if (!snapshot) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      if (document.visibilityState === "visible") timer = setTimeout(() => mutate({ snapshot }), lookMs);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [snapshot, mutate]);
}
