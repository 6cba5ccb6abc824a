/** Markup: made only by `html`, so that whatever else stands between tags is text. */
export class Html {
  constructor(readonly markup: string) {}
}
type Value = string | number | false | null | Html | Html[];

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] as string);

const inMarkup = (value: Value): string => {
  if (value === false || value === null) return "";
  if (value instanceof Html) return value.markup;
  if (Array.isArray(value)) return value.map(inMarkup).join("");
  return escaped(String(value));
};

/** HTML with values in it: text is escaped, for elements and for quoted attributes alike. */
export const html = (parts: TemplateStringsArray, ...values: Value[]): Html =>
  new Html(parts.reduce((markup, part, index) => markup + inMarkup(values[index - 1] ?? null) + part));
