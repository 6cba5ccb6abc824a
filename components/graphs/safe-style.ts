import { isInlineImage, readRemoteImage } from "@/server/contract/remote-image";

type Reader = { data(field: string): unknown };
export type StyleRule = { selector: string; style: Record<string, unknown> };
export type SafeStyle = {
  rules: StyleRule[];
  /** How much was left out that would have been fetched from somewhere, pictures that one may allow not counted. */
  refused: number;
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const fetches = /url\s*\(|https?:|\/\/|javascript:|data:/i;
/** Cytoscape.js takes names in either spelling. */
const isImage = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) === "background-image";
const field = /^data\(([^()]+)\)$/;

/**
 * A stored style as rules for Cytoscape.js: one list, `css` or `style`, without anything that would reach out to
 * another server, except pictures for which `mayLoad` says so. It is asked for every picture on another server.
 */
export function safeStyle(stored: unknown, mayLoad: (origin: string) => boolean = () => false): SafeStyle {
  const sheets = Array.isArray(stored) ? stored : [stored];
  const given = sheets.flatMap((sheet) =>
    isObject(sheet) ? (Array.isArray(sheet.style) ? sheet.style : "selector" in sheet ? [sheet] : []) : [],
  );
  let refused = 0;
  const rules = given.flatMap((rule: unknown): StyleRule[] => {
    if (!isObject(rule) || typeof rule.selector !== "string") return [];
    const properties = isObject(rule.style) ? rule.style : isObject(rule.css) ? rule.css : {};
    const style: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(properties)) {
      if (isImage(name)) {
        const image = safeImage(value, mayLoad);
        if (image === undefined) refused++;
        // Most servers send no CORS headers; without this Cytoscape.js would insist on them.
        else if (image !== null) Object.assign(style, { [name]: image, "background-image-crossorigin": "null" });
      } else if (textsOf(value).some((text) => fetches.test(text))) refused++;
      else style[name] = value;
    }
    return [{ selector: rule.selector, style }];
  });
  return { rules, refused };
}

const textsOf = (value: unknown) =>
  (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === "string");

/** The pictures that may be shown; null for none yet, undefined for what can be no picture. */
function safeImage(value: unknown, mayLoad: (origin: string) => boolean): unknown {
  const named = typeof value === "string" ? field.exec(value)?.[1] : undefined;
  if (named !== undefined) return (element: Reader) => safeImage(element.data(named), mayLoad) ?? "none";
  // Like Cytoscape.js, which takes several in one text.
  const texts = textsOf(value).flatMap((text) => text.trim().split(/\s+/));
  const images = texts.map((text) => {
    if (text === "none" || isInlineImage(text)) return text;
    const remote = readRemoteImage(text);
    return remote && (mayLoad(remote.origin) ? remote.href : null);
  });
  if (texts.length === 0 || texts.some((text, index) => images[index] === null && !readRemoteImage(text)))
    return undefined;
  const shown = images.filter((image) => image !== null);
  return shown.length > 0 ? shown : null;
}
