/* Shows what a glossary word means, on the same page. */

import { t } from "./words.js";

/** The name and the meaning of each word, by its anchor in the glossary. @type {Promise<{[anchor: string]: [string, string]}> | undefined} */
let terms;

/** Show a word's meaning below the word, or above if there is no room. Moves the focus there and back. @param {HTMLAnchorElement} word */
export async function explain(word) {
  terms ??= fetch(new URL("terms.json", word.href)).then((response) => response.json());
  const [name, meaning] = (await terms)[decodeURIComponent(word.hash.slice(1))];
  /** @template {keyof HTMLElementTagNameMap} Tag @param {Tag} tag @param {...(Node | string)} parts */
  const make = (tag, ...parts) => {
    const made = document.createElement(tag);
    made.append(...parts);
    return made;
  };
  const title = make("h2", name);
  title.id = "tip-title";
  const glossary = make("a", t("Open in the glossary"));
  glossary.href = word.href;
  const close = make("button", t("Close"));
  const tip = make("div", title, make("p", meaning), make("p", glossary, " ", close));
  Object.assign(tip, { className: "tip box", popover: "auto", tabIndex: -1, autofocus: true });
  Object.assign(close, { type: "button", className: "tool", onclick: () => tip.hidePopover() });
  tip.setAttribute("role", "dialog");
  tip.setAttribute("aria-labelledby", title.id);
  tip.addEventListener("toggle", (event) => /** @type {ToggleEvent} */ (event).newState === "closed" && tip.remove());
  (word.closest("p, li") ?? word).after(tip);
  tip.showPopover();
  const { left, top, bottom } = word.getBoundingClientRect();
  const room = document.documentElement.clientWidth - tip.offsetWidth - 16;
  tip.style.left = `${Math.max(16, Math.min(left, room))}px`;
  const below = bottom + 8;
  tip.style.top = `${below + tip.offsetHeight < innerHeight ? below : Math.max(8, top - tip.offsetHeight - 8)}px`;
}
