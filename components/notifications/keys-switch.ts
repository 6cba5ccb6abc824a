import { useSyncExternalStore } from "react";

const slot = "keys-off";
const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

const readOn = () => {
  try {
    return localStorage.getItem(slot) === null;
  } catch {
    return true;
  }
};

function setOn(on: boolean) {
  try {
    if (on) localStorage.removeItem(slot);
    else localStorage.setItem(slot, "1");
  } catch {
    // A browser that keeps nothing keeps the keys on.
  }
  for (const listener of listeners) listener();
}

/** Whether single-key shortcuts work in this browser (WCAG 2.1.4), and the switch. */
export const useKeysSwitch = () => [useSyncExternalStore(subscribe, readOn, () => true), setOn] as const;
