/* The address of this site and of the pages in it. Both come from the page's attributes. */

/** @type {DOMStringMap} */
const { site = "./", ...named } =
  /** @type {HTMLElement | null} */ (document.querySelector("script[data-site]"))?.dataset ?? {};
const top = new URL(site, document.baseURI);

/** The path of the home page. Storage keys start with it, because other sites on the same host share the storage. */
export const sitePath = top.pathname;
/** @param {string} address relative to the home page */
export const link = (address) => new URL(address, top).href;

/** Return the end of an address that names things, such as #items=P1,P4. Without names it is empty. @param {URLSearchParams} names */
export function fragment(names) {
  const text = names.toString().replaceAll("%2C", ",");
  return text && `#${text}`;
}

/** Return the end of an address that names a thing first, and then what the page's address names besides.
 * @param {string} name @param {string | undefined} value none to name only the rest */
export function naming(name, value) {
  const rest = new URLSearchParams(location.hash.slice(1));
  rest.delete(name);
  return fragment(new URLSearchParams([...(value ? [[name, value]] : []), ...rest]));
}

/** Return the link to a kind of page or file, if this site has one.
 * @param {"checklist" | "form" | "formOfStandard" | "forms" | "items" | "progress" | "suite" | "worker"} kind
 * @param {string} [standard] the standard's id @param {string} [form] the form's id */
export const linkTo = (kind, standard = "", form = "") =>
  named[kind] && link(named[kind].replace("{standard}", standard).replace("{form}", form));
