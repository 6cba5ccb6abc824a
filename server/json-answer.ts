const texts = new WeakMap<Response, string>();

/** A JSON answer, 200; our own HTTP server sends its text as it is, without reading the body's stream. */
export function jsonAnswer(value: object): Response {
  const text = JSON.stringify(value);
  const response = new Response(text, { headers: { "Content-Type": "application/json" } });
  texts.set(response, text);
  return response;
}

/** The text of an answer that `jsonAnswer` made. */
export const textOf = (response: Response): string | undefined => texts.get(response);
