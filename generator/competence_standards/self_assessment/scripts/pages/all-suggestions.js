/* Suggestions for all unrated items: the ratings of similar items in other standards. The learner can use each one. */

import { act } from "../../../web/scripts/kept/acts.js";
import { label } from "../../../web/scripts/kept/values.js";
import { onScale, suggestions } from "../answers/ratings.js";
import { itemLink } from "../../../web/scripts/person/edition.js";
import { button, fold, make } from "../../../web/scripts/dom.js";
import { t } from "../../../web/scripts/words.js";

/** @import { Facts } from "./my-progress.js" */

/** @param {Facts} facts @returns {Node[]} */
export function allSuggestions({ session, suite, standards, of, answers, touched }) {
  const { store } = session;
  const found = [...standards.values()].flatMap((standard) => {
    return of(standard).flatMap(({ item, reference }) => {
      return suggestions(item.id, standard, answers)
        .filter((one) => onScale(suite.scale, one.rating))
        .slice(0, 1)
        .map((one) => ({ ...one, item, reference }));
    });
  });
  if (!found.length) return [];
  const rows = found.map(({ item, reference, from, label: kind, rating }) => {
    const words = label(suite.scale, reference, rating);
    const use = button(
      t("Use this rating"),
      () => {
        act(store, t("use suggested rating for {item}", { item: reference }), () =>
          store.change(reference, { rating }, item),
        );
        touched();
        session.tell("acts");
      },
      { "aria-label": t("Use this rating for {item}: {rating}", { item: reference, rating: words }) },
    );
    return make(
      "li",
      {},
      make("p", {}, itemLink(reference), ` ${item.words}`),
      make(
        "p",
        {},
        `${t("You rated a similar item, {item} ({kind}), as “{rating}”.", { item: from, kind: kind.toLowerCase(), rating: words })} `,
        use,
      ),
    );
  });
  const lead = t(
    "You have not rated these items, but you rated a similar item in another standard. Nothing is copied unless you choose it.",
  );
  return [
    fold(
      t("Similar items that you rated: {number}", { number: found.length }),
      make("p", {}, lead),
      make("ul", { class: "picks list" }, ...rows),
    ),
  ];
}
