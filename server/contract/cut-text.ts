/** The beginning of a text, at most `max` UTF-16 units: never half a character, which nothing could store. */
export const cutText = (text: string, max: number): string =>
  text.length <= max ? text : text.slice(0, max).replace(/[\ud800-\udbff]$/, "");
