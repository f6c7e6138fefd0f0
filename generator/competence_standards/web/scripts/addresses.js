/* The address of this site and of the pages in it. Both come from the page's attributes. */

/** @type {DOMStringMap} */
const { site = "./", ...named } =
  /** @type {HTMLElement | null} */ (document.querySelector("script[data-site]"))?.dataset ?? {};
const top = new URL(site, document.baseURI);

/** The path of the home page. Storage keys start with it, because other sites on the same host share the storage. */
export const sitePath = top.pathname;
/** @param {string} address relative to the home page */
export const link = (address) => new URL(address, top).href;

/** Return the link to a kind of page or file, if this site has one.
 * @param {"checklist" | "form" | "formOfStandard" | "forms" | "items" | "progress" | "suite" | "worker"} kind
 * @param {string} [standard] the standard's id @param {string} [form] the form's id */
export const linkTo = (kind, standard = "", form = "") =>
  named[kind] && link(named[kind].replace("{standard}", standard).replace("{form}", form));
