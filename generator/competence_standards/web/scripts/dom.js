/* HTML elements out of names, attributes and children. Text stays text: nothing here makes markup of a string. */

import { t } from "./words.js";

/** @typedef {{[name: string]: string | number | boolean | undefined | ((event: Event) => void)}} Attributes */

/** An attribute that is a function is called at the event of its name; true is an attribute without a value, false none.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {Attributes} [attributes] @param {...(Node | string)} children @returns {HTMLElementTagNameMap[Tag]} */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  // Otherwise the Back button would fill in text that was typed before, by a person whose answers may be erased by now.
  if (element.matches("input, textarea, select")) element.setAttribute("autocomplete", "off");
  element.append(...children);
  return element;
}

/** @param {string} text @param {(event: Event) => void} click @param {Attributes} [attributes] */
export const button = (text, click, attributes = {}) =>
  make("button", { type: "button", class: "tool", click, ...attributes }, text);

/** Whether another page shows this page in a frame. It could lead a click to a button that the learner does not see. */
export const isFramed = () => window.top !== window;

/** What a page in a frame has in place of the buttons that delete and erase. */
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

/** Content that is put away until it is asked for. @param {string} title @param {...(Node | string)} content */
export const fold = (title, ...content) => make("details", { class: "who" }, make("summary", {}, title), ...content);

/** A control with its label before it. @param {string} label @param {HTMLElement} control */
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

/** Give a file to the browser to be saved. @param {string} name @param {string | Uint8Array<ArrayBuffer>} content @param {string} type */
export function download(name, content, type) {
  const href = URL.createObjectURL(
    new Blob([content], { type: typeof content === "string" ? `${type};charset=utf-8` : type }),
  );
  make("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10000);
}

/** A dialog that is gone once it is closed. @param {string} title @param {...Node} content */
export function dialog(title, ...content) {
  const box = make("dialog", { "aria-label": title, close: () => box.remove() }, make("h2", {}, title), ...content);
  (document.querySelector(".md-content__inner") ?? document.body).append(box);
  box.showModal();
  return box;
}

/** Say something in a dialog. @param {string} title @param {string} text */
export function notice(title, text) {
  const box = dialog(
    title,
    make("p", {}, text),
    button(t("Close"), () => box.close(), { autofocus: true }),
  );
}

/** Load a module that is needed only now. Without a connection say so; the promise then stays open.
 * @template Module @param {() => Promise<Module>} load @returns {Promise<Module>} */
export const needed = (load) =>
  load().catch(() => {
    notice(
      t("Not loaded"),
      t("This part of the page did not load. Nothing was changed. Check your connection, or reload the page."),
    );
    return new Promise(() => undefined);
  });

/** Do what can wait until the browser shows what was done before it. @param {() => void} rest */
export const later = (rest) => requestAnimationFrame(() => setTimeout(rest));
