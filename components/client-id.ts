const key = "graphspace.client-id";
let id: string | undefined;

/**
 * Names this browser tab, also after a reload. Sent with every write as the header `X-Client-Id`, so
 * that the tab that caused something shows no toast for it.
 */
export function clientId(): string {
  if (id !== undefined) return id;
  const made = crypto.getRandomValues(new Uint32Array(4)).reduce((text, part) => text + part.toString(36), "tab-");
  try {
    id = sessionStorage.getItem(key) ?? made;
    sessionStorage.setItem(key, id);
  } catch {
    id = made; // storage is switched off
  }
  return id;
}
