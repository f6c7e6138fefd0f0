/* Creates HTML elements. Strings are always inserted as text, never parsed as markup. */

import { t } from "./words.js";

/** @typedef {{[name: string]: string | number | boolean | undefined | ((event: Event) => void)}} Attributes */

/** Create an element. A function listens to the event of that name, true sets no value, and false omits the attribute.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {Attributes} [attributes] @param {...(Node | string)} children @returns {HTMLElementTagNameMap[Tag]} */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  // Otherwise the Back button fills in old text, perhaps from a person whose answers have since been erased.
  if (element.matches("input, textarea, select")) element.setAttribute("autocomplete", "off");
  element.append(...children);
  return element;
}

/** @param {string} text @param {(event: Event) => void} click @param {Attributes} [attributes] */
export const button = (text, click, attributes = {}) =>
  make("button", { type: "button", class: "tool", click, ...attributes }, text);

/** Whether another page shows this page in a frame. Such a page can trick the learner into a click on a hidden button. */
export const isFramed = () => window.top !== window;

/** Build the link that replaces the buttons for deleting and erasing in a framed page. */
export const inItsOwnTab = () => {
  const [before, after] = t("Another website shows this page. To delete or erase anything, {link}.").split("{link}");
  return make(
    "p",
    {},
    before,
    make("a", { href: location.href, target: "_blank" }, t("open this page in a new tab")),
    after,
  );
};

/** @param {...(Node | string)} buttons */
export const tools = (...buttons) => make("div", { class: "tools" }, ...buttons);

/** Build a section that starts closed. @param {string} title @param {...(Node | string)} content */
export const fold = (title, ...content) => make("details", { class: "who" }, make("summary", {}, title), ...content);

/** Build a control with its label in front. @param {string} label @param {HTMLElement} control */
export const field = (label, control) => make("label", { class: "field" }, make("span", {}, label), control);

/** @param {[value: string, text: string][]} options @param {string} chosen @param {Attributes} [attributes] */
export function select(options, chosen, attributes = {}) {
  const control = make(
    "select",
    attributes,
    ...options.map(([value, text]) => make("option", { value, selected: value === chosen }, text)),
  );
  control.value = chosen;
  return control;
}

/** Download a file. @param {string} name @param {string | Uint8Array<ArrayBuffer>} content @param {string} type */
export function download(name, content, type) {
  const href = URL.createObjectURL(
    new Blob([content], { type: typeof content === "string" ? `${type};charset=utf-8` : type }),
  );
  make("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10000);
}

/** Open a dialog that is removed from the page when it closes. @param {string} title @param {...Node} content */
export function dialog(title, ...content) {
  const box = make("dialog", { "aria-label": title, close: () => box.remove() }, make("h2", {}, title), ...content);
  (document.querySelector(".md-content__inner") ?? document.body).append(box);
  box.showModal();
  return box;
}

/** Show a message in a dialog. @param {string} title @param {string} text */
export function notice(title, text) {
  const box = dialog(
    title,
    make("p", {}, text),
    button(t("Close"), () => box.close(), { autofocus: true }),
  );
}

/** Load a module on demand. If it does not load, show a message; the promise then never settles.
 * @template Module @param {() => Promise<Module>} load @returns {Promise<Module>} */
export const needed = (load) =>
  load().catch(() => {
    notice(
      t("Not loaded"),
      t("This part of the page did not load. Nothing was changed. Check your connection, or reload the page."),
    );
    return new Promise(() => undefined);
  });

/** Run a function after the browser has drawn the changes so far. @param {() => void} rest */
export const later = (rest) => requestAnimationFrame(() => setTimeout(rest));
