"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useKeysSwitch } from "../notifications/keys-switch";

const withinMs = 1000;

/** `g n` goes to the notifications from any page. */
export function GoKeys() {
  const router = useRouter();
  const [on] = useKeysSwitch();
  useEffect(() => {
    if (!on) return;
    let pressedG = Number.NEGATIVE_INFINITY;
    const listen = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      const elsewhere = target?.closest("input:not([type=checkbox]), textarea, select, dialog, [role=menu]");
      if (event.ctrlKey || event.metaKey || event.altKey || elsewhere) return;
      if (event.key === "n" && event.timeStamp - pressedG < withinMs) router.push("/notifications");
      pressedG = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [on, router]);
  return null;
}
