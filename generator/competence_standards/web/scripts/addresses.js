/* Where this site is, and the addresses within it, which the page names. */

/** @type {DOMStringMap} */
const { site = "./", ...named } =
  /** @type {HTMLElement | null} */ (document.querySelector("script[data-site]"))?.dataset ?? {};
const top = new URL(site, document.baseURI);

/** The path of the site's top. It tells what this site stores from what other sites at the same host store. */
export const sitePath = top.pathname;
/** @param {string} address from the site's top */
export const link = (address) => new URL(address, top).href;

/** Return the link to a kind of page or file, if this site has it.
 * @param {"checklist" | "form" | "formOfStandard" | "forms" | "items" | "progress" | "suite" | "worker"} kind
 * @param {string} [standard] the id of the standard that it is about @param {string} [form] the id of the form */
export const linkTo = (kind, standard = "", form = "") =>
  named[kind] && link(named[kind].replace("{standard}", standard).replace("{form}", form));
