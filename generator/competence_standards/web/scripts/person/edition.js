/* The data of this edition of the site: its standards, their items and the rating scale. Each file is fetched once per page. */

import { linkTo } from "../addresses.js";
import { make } from "../dom.js";

/** @import { Standard, Suite } from "../kept/suite.js" */

/** @type {Map<string, Promise<any>>} */
const fetched = new Map();

/** Build a link to an item on its checklist. @param {string} reference */
export function itemLink(reference, text = reference) {
  const [standard, id] = reference.split("/");
  return make("a", { href: `${linkTo("checklist", standard)}#${id}` }, text);
}

/** @param {string | undefined} address @returns {Promise<any>} */
function data(address = "") {
  const before = fetched.get(address);
  if (before) return before;
  const coming = fetch(address).then((answer) => {
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.json();
  });
  coming.catch(() => fetched.delete(address));
  fetched.set(address, coming);
  return coming;
}

/** The data of a site without checklists. @type {Suite} */
const NOTHING = {
  title: "",
  forms_note: "",
  standards: [],
  scale: { levels: [], not_now: { code: "", label: "", meaning: "", reason: "" }, evidence: {} },
  methods: [],
  themes: {},
};

/** @returns {Promise<Suite>} */
export const suite = async () => (linkTo("suite") ? data(linkTo("suite")) : NOTHING);

/** Return this site's forms by id. `fills` says whether a form can be filled in from answers.
 * @returns {Promise<{[id: string]: {title: string, per: "standard" | "candidate", fills?: boolean}}>} */
export const forms = async () => (linkTo("forms") ? data(linkTo("forms")) : {});

/** Return the requested standards that this edition has. @param {string[]} ids @returns {Promise<Map<string, Standard>>} */
export async function standards(ids) {
  const known = (await suite()).standards.map(({ id }) => id).filter((id) => ids.includes(id));
  const read = await Promise.all(known.map((id) => /** @type {Promise<Standard>} */ (data(linkTo("items", id)))));
  return new Map(read.map((standard) => [standard.standard, standard]));
}
