// <graphspace-bell>: GraphSpace's bell in any page. See docs/embedding.md.
// The bell and its number are here; the panel, the toasts and the host's token are in a frame of GraphSpace's own.
(() => {
  const home = new URL(document.currentScript.src).origin;
  const colors = ["accent", "on-accent", "surface", "ink", "line"];

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { display: inline-block; position: relative; }
    :host([hidden]) { display: none; }
    button { all: unset; box-sizing: border-box; display: grid; place-items: center; position: relative; cursor: pointer;
      width: var(--graphspace-size, 36px); height: var(--graphspace-size, 36px); border-radius: 8px;
      color: var(--graphspace-bell, currentColor); }
    button:hover { background: color-mix(in srgb, currentColor 10%, transparent); }
    button:focus-visible { outline: 2px solid var(--graphspace-accent, #1769a5); outline-offset: 2px; }
    svg { width: 50%; height: 50%; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
    span { position: absolute; bottom: 50%; left: 50%; margin-left: 2px; min-width: 18px; height: 18px; padding: 0 5px; box-sizing: border-box;
      border-radius: 9px; font: 640 11px/18px system-ui, sans-serif; text-align: center; font-variant-numeric: tabular-nums;
      background: var(--graphspace-accent, #1769a5); color: var(--graphspace-on-accent, #fff); }
    span:empty { display: none; }
    iframe { position: fixed; z-index: var(--graphspace-layer, 1000); width: min(376px, 100vw - 24px); height: 1px;
      border: 0; border-radius: 12px; background: none; visibility: hidden; }
    iframe[data-show] { visibility: visible; }
    iframe[data-show="panel"] { width: min(400px, 100vw - 24px); box-shadow: 0 12px 32px -8px rgb(0 0 0 / .3), 0 2px 6px rgb(0 0 0 / .1); }
  `);

  const bell = `<button type="button" aria-haspopup="dialog" aria-expanded="false" aria-label="Notifications">
    <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M10.27 21a2 2 0 0 0 3.46 0M3.26 15.33A1 1 0 0 0 4 17h16a1 1 0 0 0 .74-1.67C19.41 13.96 18 12.5 18 8A6 6 0 0 0 6 8c0 4.5-1.41 5.96-2.74 7.33"/></svg>
    <span aria-hidden="true"></span></button>`;

  class GraphspaceBell extends HTMLElement {
    #open = false;
    #port;
    #stop = new AbortController();

    /** Resolves to a JWT that the host signs for the person who looks. Set your own, or name an address by `token-url`. */
    async getToken() {
      const response = await fetch(this.getAttribute("token-url"), { credentials: "same-origin", cache: "no-store" });
      if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
      return (await response.text()).trim();
    }

    connectedCallback() {
      const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      root.innerHTML = bell;
      // Nobody sees a bell that does not ring: it appears with its first number.
      this.hidden = true;
      this.button = root.querySelector("button");
      this.badge = root.querySelector("span");
      this.frame = document.createElement("iframe");
      this.frame.title = "Notifications";
      this.frame.src = `${home}/embed/bell`;
      root.append(this.frame);

      this.#stop = new AbortController();
      const { signal } = this.#stop;
      this.button.addEventListener("click", () => this.#toggle(!this.#open), { signal });
      addEventListener("message", (event) => this.#connect(event), { signal });
      // Whatever is clicked in the host's page is outside of the panel.
      addEventListener("pointerdown", (event) => event.composedPath().includes(this) || this.#toggle(false), { signal });
      addEventListener("keydown", (event) => event.key === "Escape" && this.#toggle(false), { signal });
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#paint(), { signal });
    }

    disconnectedCallback() {
      this.#stop.abort();
      this.#port?.close();
      this.#open = false;
    }

    /** The frame is there: it gets its end of a channel, and nobody else can. */
    #connect({ source, origin, data }) {
      if (source !== this.frame.contentWindow || origin !== home || data?.graphspace !== "ready") return;
      const { port1, port2 } = new MessageChannel();
      this.#port?.close();
      this.#port = port1;
      port1.onmessage = ({ data }) => this.#hear(data);
      this.frame.contentWindow.postMessage({ graphspace: "connect" }, home, [port2]);
      this.#paint();
    }

    async #hear(message) {
      if (message.ask === "token") {
        const port = this.#port;
        const token = await Promise.resolve()
          .then(() => this.getToken())
          .catch((error) => console.warn("graphspace-bell has no token:", error.message));
        port.postMessage({ token: token || null, id: message.id });
      } else if ("unread" in message) this.#count(message.unread);
      else if (message.leave) this.#leave();
      else if (message.show) this.#size(message);
    }

    #count(unread) {
      this.hidden = unread === null;
      if (unread === null) this.#toggle(false);
      const text = unread >= 100 ? "99+" : String(unread);
      this.badge.textContent = unread > 0 ? text : "";
      this.button.setAttribute("aria-label", `Notifications, ${unread > 0 ? text : "none"} unread`);
    }

    #toggle(open) {
      if (open === this.#open) return;
      this.#open = open;
      this.button.setAttribute("aria-expanded", String(open));
      if (open) this.#paint();
      this.#port?.postMessage({ open: open ? this.#place().most : null });
      if (open) this.frame.focus();
    }

    #leave() {
      this.#toggle(false);
      this.button.focus();
    }

    /** Below the bell where it is in the upper half, else at the top; right edge at the bell's, as far as there is room. */
    #place() {
      const bell = this.button.getBoundingClientRect();
      const top = bell.bottom > 0 && bell.bottom < innerHeight / 2 ? bell.bottom + 8 : 12;
      const right = Math.max(12, Math.min(innerWidth - bell.right, innerWidth - this.frame.offsetWidth - 12));
      return { top, right, most: innerHeight - top - 12 };
    }

    #size({ show, height }) {
      const { style, dataset } = this.frame;
      if (show === "nothing") delete dataset.show;
      else dataset.show = show;
      const { top, right, most } = this.#place();
      style.top = `${top}px`;
      style.right = `${right}px`;
      style.height = `${show === "nothing" ? 1 : Math.min(height, most)}px`;
    }

    /** The frame looks as the page around it does. */
    #paint() {
      const style = getComputedStyle(this);
      const [light, dark] = [/light|normal/.test(style.colorScheme), /dark/.test(style.colorScheme)];
      this.#port?.postMessage({
        scheme: light && dark ? "system" : dark ? "dark" : "light",
        colors: Object.fromEntries(colors.map((name) => [name, style.getPropertyValue(`--graphspace-${name}`)])),
      });
    }
  }
  customElements.get("graphspace-bell") || customElements.define("graphspace-bell", GraphspaceBell);
})();
