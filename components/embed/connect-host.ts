/** What the bell in the host's page and its frame tell each other. Kept in step with public/embed.js. */
export type ToHost =
  | { ask: "token"; id: number }
  | { unread: number | null }
  | { show: "panel" | "toasts" | "nothing"; height: number }
  | { leave: true };
export type FromHost =
  | { token: string | null; id: number }
  /** The panel opens, so tall at most; null closes it. */
  | { open: number | null }
  | { scheme: "light" | "dark" | "system"; colors: Record<string, string> };

export type Host = {
  say(message: ToHost): void;
  /** A token that the host signs now; rejects when it gives none. */
  token(): Promise<string>;
};

const answerMs = 15_000;

/**
 * Waits for the bell in the page around this frame to hand over its end of a channel, and believes it only when that
 * page is of an allow-listed origin.
 * @returns what to call on leaving
 */
export function connectHost(origins: readonly string[], on: (host: Host, message: FromHost | null) => void) {
  const waiting = new Map<number, (token: string | null) => void>();
  let asked = 0;
  let port: MessagePort | undefined;

  const hear = ({ origin, source, data, ports: [given] }: MessageEvent) => {
    if (source !== window.parent || !origins.includes(origin) || data?.graphspace !== "connect" || !given) return;
    port?.close();
    port = given;
    const host: Host = {
      say: (message) => given.postMessage(message),
      token: () =>
        new Promise((resolve, reject) => {
          const id = ++asked;
          const timer = setTimeout(() => answer(null), answerMs);
          const answer = (token: string | null) => {
            clearTimeout(timer);
            waiting.delete(id);
            if (token) resolve(token);
            else reject(new Error("The page around the bell gave no token."));
          };
          waiting.set(id, answer);
          given.postMessage({ ask: "token", id } satisfies ToHost);
        }),
    };
    given.onmessage = ({ data }: MessageEvent<FromHost>) => {
      if ("token" in data) waiting.get(data.id)?.(data.token);
      else on(host, data);
    };
    on(host, null);
  };
  window.addEventListener("message", hear);
  // Says only that somebody is here; whoever frames us may know that.
  window.parent.postMessage({ graphspace: "ready" }, "*");
  return () => {
    window.removeEventListener("message", hear);
    port?.close();
  };
}
