/** Counts are absolute, and capped: 100 is shown as 99+. */
export const countCap = 100;
