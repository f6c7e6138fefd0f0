/* <still-needed>: limits a form to the items that the learner still needs, according to the answers on this device. Does not change
 * answers. */

import { byItem, hasEvidence, state } from "../answers/ratings.js";
import { suite } from "../../../web/scripts/person/edition.js";
import { openStore, PREFIX } from "../../../web/scripts/kept/this-device.js";
import { button, make } from "../../../web/scripts/dom.js";
import { t } from "../../../web/scripts/words.js";

class StillNeeded extends HTMLElement {
  connectedCallback() {
    if (this.childElementCount) return;
    const said = make("p", { role: "status" });
    const select = async () => {
      said.textContent = await this.select();
    };
    const meaning = t(
      "Selects items by the answers on this device: “Not rated”, “Needs practice”, “Not part of my job now” and “Ready, no evidence yet”.",
    );
    this.append(button(t("What I still need"), select), make("p", { class: "soft" }, meaning), said);
    // What is said has the name of a person, whose answers may be erased by now.
    const unsay = () => (said.textContent = "");
    addEventListener("storage", ({ key }) => (!key || key.startsWith(PREFIX)) && unsay());
    addEventListener("pageshow", ({ persisted }) => persisted && unsay());
  }

  /** Request the items from the form, and return the message to show. */
  async select() {
    const found = await suite().catch(() => undefined);
    if (!found) return t("The rating scale did not load. Check your connection, then try again.");
    const store = openStore(() => undefined);
    for (const { id, formerly = [] } of found.standards) for (const old of formerly) store.renamed.set(old, id);
    const answers = new Map(
      Object.entries(store.answers()).map(([reference, answer]) => [store.current(reference), answer]),
    );
    const log = byItem(store.entries("evidence"));
    const items = (this.dataset.items ?? "").split(" ").map((id) => {
      const reference = `${this.dataset.standard}/${id}`;
      return { id, answer: answers.get(reference) ?? {}, logged: log.get(reference) ?? [] };
    });
    if (!items.some(({ answer }) => answer.rating))
      return t("You have not rated any of these items on this device yet.");
    const needed = items.filter((one) => state(found.scale, one.answer.rating) !== "ready" || !hasEvidence(one));
    if (!needed.length) return t("All of these items are ready and have evidence.");
    this.dispatchEvent(new CustomEvent("itemsneeded", { bubbles: true, detail: needed.map(({ id }) => id) }));
    const name = store.name();
    return name
      ? t("Selected from the answers of {name} on this device.", { name })
      : t("Selected from the answers on this device.");
  }
}

customElements.define("still-needed", StillNeeded);
