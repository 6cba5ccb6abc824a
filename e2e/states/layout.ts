// What runs in the page: pictures of what is wrong with its layout, as text.

/** What reaches past the right edge of the page, or makes it scroll sideways. */
export function fits(): string[] {
  const page = document.scrollingElement as Element;
  if (page.scrollWidth <= window.innerWidth) return [];
  const wide = [...document.querySelectorAll("body *")].filter(
    (element) => element.getBoundingClientRect().right > window.innerWidth + 1,
  );
  return [`${page.scrollWidth} px wide`, ...wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 160))];
}

/**
 * What can be pressed and is smaller than `least` px either way. Links within a sentence are as high as its lines
 * (WCAG 2.5.8 excepts them), and a label or row around a control counts as part of it.
 */
export function smallTargets(least: number): string[] {
  const small: string[] = [];
  const all = document.querySelectorAll<HTMLElement>(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=menuitem], [role=switch], [role=option]",
  );
  for (const target of all) {
    if (!target.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (target.matches(".sr-only, [disabled]") || target.closest("[inert], .sr-only")) continue;
    const style = getComputedStyle(target);
    if (target.tagName === "A" && style.display === "inline" && covers(target).length === 0) continue;
    const box = reach(target);
    // Out of the page until it has the focus.
    if (target.getBoundingClientRect().bottom <= 0) continue;
    if (box.width >= least - 0.5 && box.height >= least - 0.5) continue;
    const name = target.getAttribute("aria-label") ?? target.textContent ?? "";
    small.push(`${Math.round(box.width)}×${Math.round(box.height)} ${target.tagName} ${name.slice(0, 60)}`);
  }
  return small;

  /** A pseudo-element laid over a row or around a small drawing takes the press too. */
  function reach(target: HTMLElement): { width: number; height: number } {
    const parts = [target, target.closest("label")].filter((part) => part !== null);
    const boxes = parts.flatMap((part) => [part.getBoundingClientRect(), ...covers(part)]);
    return {
      width: Math.max(...boxes.map(({ width }) => width)),
      height: Math.max(...boxes.map(({ height }) => height)),
    };
  }
  function covers(part: HTMLElement) {
    return ["::after", "::before"]
      .map((which) => getComputedStyle(part, which))
      .filter(({ content, position }) => content !== "none" && position === "absolute")
      .map(({ width, height }) => ({ width: Number.parseFloat(width) || 0, height: Number.parseFloat(height) || 0 }));
  }
}
