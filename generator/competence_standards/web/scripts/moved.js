/* Leads from the former address of a page to the new one. Keeps the query and the anchor, which a plain redirect would lose. */
(function () {
  "use strict";
  const to = new URL(/** @type {HTMLScriptElement} */ (document.currentScript).dataset.to ?? "", location.href);
  // A browser that reads the site from a folder opens no index by itself.
  if (to.protocol === "file:") to.pathname += "index.html";
  to.search = location.search;
  to.hash = location.hash;
  location.replace(to);
})();
