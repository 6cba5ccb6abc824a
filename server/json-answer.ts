const texts = new WeakMap<Response, string>();

/**
 * A JSON answer, 200; our own HTTP server sends its text as it is, without reading the body's stream.
 * @param value what is told, or its JSON
 */
export function jsonAnswer(value: object | string): Response {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const response = new Response(text, { headers: { "Content-Type": "application/json" } });
  texts.set(response, text);
  return response;
}

/** The text of an answer that `jsonAnswer` made. */
export const textOf = (response: Response): string | undefined => texts.get(response);
