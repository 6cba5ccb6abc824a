"use client";
import { Pause, Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";

/** Asks the server for the page anew every few seconds while somebody looks at it, until they pause it. */
export function LiveRefresh({ seconds = 5 }: { seconds?: number }) {
  const router = useRouter();
  const [paused, setPaused] = useState(false);
  const [asking, ask] = useTransition();
  useEffect(() => {
    if (paused) return;
    const look = () => {
      if (!document.hidden && !asking) ask(() => router.refresh());
    };
    const timer = setInterval(look, seconds * 1000);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [paused, asking, router, seconds]);
  return (
    <Button size="small" look="ghost" onClick={() => setPaused(!paused)}>
      <Icon of={paused ? Play : Pause} size={14} />
      {paused ? "Go on updating" : "Pause updates"}
    </Button>
  );
}
