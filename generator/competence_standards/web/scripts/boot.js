/* Runs before the page is drawn. Sets light or dark, limits which text can become HTML, and turns off Material's shortcuts. Also defines
 * the four globals that Material's inline script would define, so that nothing throws if the browser's storage is blocked, full or
 * corrupt. */
(function () {
  "use strict";
  const { dataset } = /** @type {HTMLScriptElement} */ (document.currentScript);
  const site = new URL(dataset.site ?? "", location.href);
  /** @param {string} name @param {URL} [scope] */
  const key = (name, scope) => `${(scope || site).pathname}.${name}`;
  const store = () => {
    try {
      return window.localStorage;
    } catch {
      return null;
    }
  };
  /* The page's security policy allows HTML from text, and script addresses, only through this policy. It lets through the harmless tags
   * that Material's search adds to its results, and the addresses of the two workers. */
  if (window.trustedTypes) {
    const plain = "code|del|div|h[12]|li|mark|ol|p|pre|ul";
    const shown = 'mark data-md-highlight(?:="")?|div class="md-search-result__icon md-icon"';
    const other = new RegExp(`<(?!(?:/?(?:${plain})|${shown})>)`, "g");
    const search = /^assets\/javascripts\/workers\/search\.[0-9a-f]+\.min\.js$/;
    window.trustedTypes.createPolicy("default", {
      createHTML: (text) => text.replace(other, "&lt;"),
      createScriptURL: (address) => {
        const { href } = new URL(address, document.baseURI);
        if (!href.startsWith(site.href)) return null;
        const name = href.slice(site.href.length);
        return name === dataset.worker || search.test(name) ? href : null;
      },
    });
  }
  window.__md_scope = site;
  window.__md_hash = (text) => Array.from(text).reduce((hash, char) => (hash << 5) - hash + char.charCodeAt(0), 0);
  window.__md_get = (name, storage, scope) => {
    try {
      return JSON.parse((storage || store())?.getItem(key(name, scope)) ?? "null");
    } catch {
      return null;
    }
  };
  window.__md_set = (name, value, storage, scope) => {
    try {
      (storage || store())?.setItem(key(name, scope), JSON.stringify(value));
    } catch {
      /* The choice then lasts until the page is closed. */
    }
  };
  /* Material has single-letter shortcuts. Stop them, because speech input can trigger them by accident (WCAG 2.1.4). */
  addEventListener(
    "keydown",
    (event) => {
      const typing =
        event.target instanceof Element && event.target.matches("input, select, textarea, [contenteditable]");
      if (event.key.length === 1 && !typing) event.stopImmediatePropagation();
    },
    { capture: true },
  );
  /* A page opened from a folder cannot run modules or workers, and no server adds index.html to an address. So say what does not work,
   * remove the search and complete the links. This must happen before Material's script looks for the search. */
  if (location.protocol === "file:") {
    document.addEventListener("readystatechange", () => {
      document.querySelector(".md-search")?.remove();
      for (const said of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-from-folder]")))
        said.hidden = false;
      for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[href]"))) {
        if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
      }
    });
  }
  const chosen = dataset.scheme ?? window.__md_get("scheme");
  const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.scheme = dark ? "dark" : "light";
})();
