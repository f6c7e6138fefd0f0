/* Redirects from a page's former address to the new one. Keeps the query and the anchor, which a plain redirect would lose. */
(function () {
  "use strict";
  const to = new URL(/** @type {HTMLScriptElement} */ (document.currentScript).dataset.to ?? "", location.href);
  // In a site opened from a folder, the browser does not add index.html itself.
  if (to.protocol === "file:") to.pathname += "index.html";
  to.search = location.search;
  to.hash = location.hash;
  location.replace(to);
})();
