/* The features of every page: switching between light and dark, search on a phone, copying an item's link, glossary words, table
 * filters. */

import { linkTo, sitePath } from "./addresses.js";
import { partPlace } from "./parts.js";
import { t } from "./words.js";

const root = document.documentElement;

/** Start the button that switches between light and dark. The choice is saved on this device. */
function startScheme() {
  /** @type {HTMLElement | null} */
  const button = document.querySelector("[data-scheme-toggle]");
  if (!button) return;
  const isDark = () => root.dataset.scheme === "dark";
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  button.addEventListener("click", () => {
    root.dataset.scheme = isDark() ? "light" : "dark";
    window.__md_set("scheme", root.dataset.scheme);
    show();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => {
    if (window.__md_get("scheme")) return;
    root.dataset.scheme = event.matches ? "dark" : "light";
    show();
  });
  show();
  button.hidden = false;
}

/** Open the lists in the side column on a wide screen, and close them on a phone. */
function startContents() {
  /** @type {NodeListOf<HTMLDetailsElement>} */
  const folds = document.querySelectorAll(".contents details");
  const wide = matchMedia("(min-width: 60em)");
  const follow = () => {
    for (const fold of folds) fold.open = wide.matches;
  };
  wide.addEventListener("change", follow);
  follow();
}

/** Return Material's checkbox that opens the search. */
const searchToggle = () => /** @type {HTMLInputElement | null} */ (document.getElementById("__search"));

/** Start the buttons that open and close the search. On a phone Material uses a label, which a keyboard cannot reach. */
function startSearch() {
  const toggle = searchToggle();
  /** @type {HTMLElement | null} */
  const opener = document.querySelector("[data-search-opener]");
  /** @type {HTMLElement | null} */
  const closer = document.querySelector("[data-search-closer]");
  if (!toggle || !opener || !closer) return;
  opener.addEventListener("click", () => toggle.click());
  closer.addEventListener("click", () => toggle.click());
  toggle.addEventListener("change", () => {
    opener.setAttribute("aria-expanded", String(toggle.checked));
    if (toggle.checked)
      /** @type {HTMLElement | null} */ (document.querySelector("[data-md-component=search-query]"))?.focus();
    else if (getComputedStyle(opener).display !== "none") opener.focus();
  });
  opener.hidden = false;
  closer.hidden = false;
  startTabbing(toggle);
}

/** Let Tab move on to the search's buttons and results. Material's script would close the search.
 * @param {HTMLInputElement} toggle */
function startTabbing(toggle) {
  /** @type {HTMLElement | null} */
  const search = document.querySelector(".md-search");
  const list = search?.querySelector(".md-search-result__list");
  if (!search || !list) return;
  search.addEventListener("keydown", (event) => {
    if (event.key === "Tab") event.stopPropagation();
  });
  search.addEventListener("focusout", (event) => {
    if (toggle.checked && event.relatedTarget instanceof Node && !search.contains(event.relatedTarget)) toggle.click();
  });
  new MutationObserver(() => {
    for (const link of list.querySelectorAll("[tabindex]")) link.removeAttribute("tabindex");
    // An article inside a link would leave the link without an accessible name.
    for (const article of list.querySelectorAll("article:not([role])")) article.setAttribute("role", "none");
    // A div is not allowed in a summary.
    for (const block of list.querySelectorAll("summary > div")) {
      const words = document.createElement("span");
      words.append(...block.childNodes);
      block.replaceWith(words);
    }
    addRating(list);
  }).observe(list, { childList: true, subtree: true });
}

/** Add a link to rate each item that was found, if the site has checklists. @param {Element} list */
function addRating(list) {
  if (!linkTo("checklist")) return;
  for (const hit of /** @type {NodeListOf<HTMLAnchorElement>} */ (list.querySelectorAll(".md-search-result__link"))) {
    if (partPlace(hit.hash) < 0 || hit.nextElementSibling?.matches(".tool")) continue;
    const link = document.createElement("a");
    link.className = "tool";
    link.href = linkTo("checklist", hit.pathname.slice(sitePath.length).split("/")[0]) + hit.hash;
    link.textContent = t("Rate {item}", { item: hit.hash.slice(1) });
    // On a phone, Material scrolls back to where the page was before the search opened.
    link.addEventListener("click", () => setTimeout(() => document.querySelector(":target")?.scrollIntoView(), 300));
    hit.after(link);
  }
}

/** Copy an item's full address when its number, which links to the item, is selected. */
function startCopying() {
  const status = document.createElement("p");
  status.className = "copied";
  status.setAttribute("role", "status");
  document.body.append(status);
  let timer = 0;
  document.addEventListener("click", async (event) => {
    /** @type {HTMLAnchorElement | null} */
    const link = event.target instanceof Element ? event.target.closest("[data-copy-link]") : null;
    if (!link || !navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
    try {
      await navigator.clipboard.writeText(link.href);
    } catch {
      return;
    }
    status.textContent = t("Link to {item} copied", { item: link.textContent });
    clearTimeout(timer);
    timer = setTimeout(() => (status.textContent = ""), 4000);
  });
}

/** Open a glossary word's explanation in place. If it does not load, follow the link to the glossary, as without scripts. */
function startTerms() {
  if (!("popover" in HTMLElement.prototype)) return;
  document.addEventListener("click", (event) => {
    /** @type {HTMLAnchorElement | null} */
    const word = event.target instanceof Element ? event.target.closest("a.term") : null;
    if (!word || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    import("./terms.js").then(({ explain }) => explain(word)).catch(() => location.assign(word.href));
  });
}

/** Start the service worker, which saves opened pages for reading offline. Without it the site still works online. */
async function startWorker() {
  const address = linkTo("worker");
  if (!address || !("serviceWorker" in navigator)) return;
  // Let the page load first.
  if (document.readyState !== "complete") await new Promise((then) => addEventListener("load", then));
  try {
    const { active } = await navigator.serviceWorker.register(address, { updateViaCache: "none" });
    active?.postMessage("opened"); // may be an old worker, if a window was still open when everything was removed
  } catch {
    /* Not allowed, for example in a private window. */
  }
}

if (document.querySelector("filter-rows")) import("./filter-rows.js").catch(() => {}); // without it the table shows every row
startScheme();
startContents();
startSearch();
startCopying();
startTerms();
startWorker();
