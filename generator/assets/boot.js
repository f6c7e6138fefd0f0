/* Runs before the page is drawn. Sets light or dark; gives Material's script the four names that its own inline script
 * would, so that nothing throws when the browser's storage is blocked, full or corrupt; and keeps its shortcuts from it. */
(function () {
  "use strict";
  const site = new URL(document.currentScript.dataset.site, location);
  const key = (name, scope) => (scope || site).pathname + "." + name;
  const store = () => {
    try {
      return window.localStorage;
    } catch {
      return null;
    }
  };
  window.__md_scope = site;
  window.__md_hash = (text) => Array.from(text).reduce((hash, char) => (hash << 5) - hash + char.charCodeAt(0), 0);
  window.__md_get = (name, storage, scope) => {
    try {
      return JSON.parse((storage || store()).getItem(key(name, scope)));
    } catch {
      return null;
    }
  };
  window.__md_set = (name, value, storage, scope) => {
    try {
      (storage || store()).setItem(key(name, scope), JSON.stringify(value));
    } catch {
      /* The choice lasts as long as the page. */
    }
  };
  /* Material acts on single letters anywhere on the page, which those who speak to their computer cannot use (WCAG 2.1.4). */
  addEventListener(
    "keydown",
    (event) => {
      const typing = event.target instanceof Element && event.target.matches("input, select, textarea, [contenteditable]");
      if (event.key.length === 1 && !typing) event.stopImmediatePropagation();
    },
    { capture: true }
  );
  const chosen = window.__md_get("scheme");
  const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-md-color-scheme", dark ? "slate" : "default");
})();
