/* Where this site is, and the links within it. */

const top = new URL(document.querySelector("script[data-site]")?.getAttribute("data-site") ?? "./", document.baseURI);

/** The path of the site's top. It tells what this site stores from what other sites at the same host store. */
export const sitePath = top.pathname;
/** @param {string} address from the site's top */
export const link = (address) => new URL(address, top).href;
