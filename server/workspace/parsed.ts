/** Stored JSON may be older than its checks. */
export function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return {};
  }
}
