export type StyleRule = { selector: string; style: Record<string, unknown> };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Pictures inside the value itself are fine; anything that would be fetched from somewhere is not. */
const inline = /^\s*(url\(\s*["']?)?data:image\/(png|jpe?g|gif|webp|svg\+xml)[;,]/i;
const fetches = /url\s*\(|https?:|\/\/|javascript:|data:/i;

/**
 * A stored style as rules for Cytoscape.js: one list, `css` or `style`, without anything that would reach out to
 * another server. `refused` counts what was left out.
 */
export function safeStyle(stored: unknown): { rules: StyleRule[]; refused: number } {
  const sheets = Array.isArray(stored) ? stored : [stored];
  const given = sheets.flatMap((sheet) =>
    isObject(sheet) ? (Array.isArray(sheet.style) ? sheet.style : "selector" in sheet ? [sheet] : []) : [],
  );
  let refused = 0;
  const rules = given.flatMap((rule: unknown): StyleRule[] => {
    if (!isObject(rule) || typeof rule.selector !== "string") return [];
    const properties = isObject(rule.style) ? rule.style : isObject(rule.css) ? rule.css : {};
    const kept = Object.entries(properties).filter(([name, value]) => {
      const texts = (Array.isArray(value) ? value : [value]).filter((each) => typeof each === "string") as string[];
      const isImage = /image/i.test(name);
      const fine = texts.every((text) =>
        isImage ? text === "none" || (text.startsWith("data(") === false && inline.test(text)) : !fetches.test(text),
      );
      if (!fine) refused++;
      return fine;
    });
    return [{ selector: rule.selector, style: Object.fromEntries(kept) }];
  });
  return { rules, refused };
}
