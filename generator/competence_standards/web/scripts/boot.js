/* Runs before the page is drawn. Sets light or dark; says what text may become HTML; gives Material's script the four names that its own inline script
 * would, so that nothing throws when the browser's storage is blocked, full or corrupt; and keeps its shortcuts from it. */
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
  /* The page's policy lets no text become HTML, nor an address a script's, but through here: text with the few marks that
   * Material's search puts around what it found, none of which can do anything, and the addresses of the two workers. */
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
      /* The choice lasts as long as the page. */
    }
  };
  /* Material acts on single letters anywhere on the page, which those who speak to their computer cannot use (WCAG 2.1.4). */
  addEventListener(
    "keydown",
    (event) => {
      const typing =
        event.target instanceof Element && event.target.matches("input, select, textarea, [contenteditable]");
      if (event.key.length === 1 && !typing) event.stopImmediatePropagation();
    },
    { capture: true },
  );
  /* Opened from a folder, a page runs no modules and no workers, and has no server that finds the page of a folder: it says what
   * does not work, has no search, and finds the pages itself. This is done before Material's script looks for the search. */
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
