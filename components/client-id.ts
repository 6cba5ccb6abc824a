const key = "graphspace.client-id";
let id: string | undefined;

/**
 * Names this browser tab, also after a reload. Sent with every write as the header `X-Client-Id`, so
 * that the tab that caused something shows no toast for it.
 */
export function clientId(): string {
  if (id !== undefined) return id;
  const made = globalThis.crypto?.randomUUID?.() ?? `tab-${Math.random().toString(36).slice(2)}`;
  try {
    id = sessionStorage.getItem(key) ?? made;
    sessionStorage.setItem(key, id);
  } catch {
    id = made; // storage is switched off
  }
  return id;
}
