let leaving = false;

/** Said before this tab signs out: it goes its own way, and the end of its socket sends it nowhere else. */
export function leave(): void {
  leaving = true;
}

/** Signing out failed: the tab stays. */
export function stay(): void {
  leaving = false;
}

export const isLeaving = (): boolean => leaving;
