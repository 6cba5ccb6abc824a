/** A start that cannot go on, in words for the person at the terminal: what is wrong, and what to do. */
export class StartError extends Error {
  override name = "StartError";
}
