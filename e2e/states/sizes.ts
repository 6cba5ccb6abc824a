/** Each state is visited on a phone and on a wide screen. */
export const sizes = {
  phone: {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    // Playwright emulates touch, but what the media queries say of the pointer only now and then.
    args: ["--blink-settings=primaryPointerType=2,availablePointerTypes=2,primaryHoverType=1,availableHoverTypes=1"],
  },
  wide: { viewport: { width: 1440, height: 900 }, hasTouch: false, isMobile: false, args: [] },
} as const;
export type Size = keyof typeof sizes;

/** Chromium's sandbox does not work as root. */
export const rootArgs = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
