/* Offers answers that this device saved for these standards under another address of the site. They are never moved without asking. */

import { REFERENCE } from "../kept/answers.js";
import { button, make, tools } from "../dom.js";
import { empty } from "../kept/file.js";
import { fieldsOf, hash } from "../kept/history.js";
import { asSteps, roundId } from "../kept/version-1.js";
import { foreign } from "../kept/legacy.js";
import { askToOpen } from "./open-file.js";
import { unpack } from "../kept/records.js";
import { shortened } from "../kept/labels.js";
import { believed, checked } from "../kept/read-file.js";
import { n, t } from "../words.js";

/** @import { Whole } from "../kept/file.js" */
/** @import { Store } from "../kept/store.js" */
/** @import { Session } from "./session.js" */

const FOREIGN =
  /^standards:(.*):v([12]):(?!deleted:|erased:|elsewhere:|aside:)([a-z0-9]{1,16}):((info|round|answer|plan|evidence|form|words)(?::.+)?)$/;

/** Find the answers under other addresses, by person. @param {Store} store
 * @param {boolean} [withDeleted] whether to include answers deleted there @returns {Map<string, Whole & {path: string}>} */
function found(store, withDeleted = false) {
  const { stored } = store.records;
  const now = Date.now();
  const all = foreign(stored, "standards:");
  /** @type {Map<string, Whole & {path: string}>} */
  const wholes = new Map();
  for (const [key, text] of all) {
    const [, path, version, person, rest, kind] = FOREIGN.exec(`standards:${key}`) ?? [];
    if (
      !path ||
      stored.prefix.startsWith(`standards:${path}:`) ||
      (!withDeleted && all.has(`${path}:v2:deleted:${person}`))
    )
      continue;
    if (version === "1" && all.has(`${path}:v2:device`)) continue; // version 2 has already taken them over
    const id = `${path} ${person}`;
    const whole = wholes.get(id) ?? { ...empty(), id: version === "2" ? person : "", path };
    wholes.set(id, whole);
    try {
      const record = JSON.parse(text);
      if (kind === "words") Object.assign(whole.words, version === "2" ? record : { [rest.slice(6)]: record.words });
      else if (version === "2") whole.records.set(rest, believed(checked(kind, unpack(record), whole), now));
      else {
        const [, number, ...more] = rest.split(":");
        const round = JSON.parse(all.get(`${path}:v1:${person}:round:${number}`) ?? "{}");
        const named =
          kind === "round" || kind === "answer" ? [kind, roundId(number, round.started), ...more].join(":") : rest;
        whole.records.set(named, checked(kind, asSteps(kind, record, now), whole));
      }
    } catch {
      /* Unreadable there as well. */
    }
  }
  return wholes;
}

/** Return the items of these standards that have an answer, a step or evidence. @param {Whole} whole @param {Set<string>} ours */
function itemsOf(whole, ours) {
  const references = [...whole.records].flatMap(([key, record]) => [key.split(":")[2] ?? "", ...fieldsOf(record)]);
  return [...new Set(references)].filter((one) => REFERENCE.test(one) && ours.has(one.split("/")[0]));
}

/** Return the standards' ids, including former ones. @param {Session} session */
async function ids(session) {
  const { standards } = await session.learned();
  return new Set(standards.flatMap(({ id, formerly = [] }) => [id, ...formerly]));
}

/** Count the items with answers under each other address of this site. @param {Session} session @returns {Promise<Map<string, number>>} */
export async function movedHere(session) {
  /** @type {Map<string, number>} */
  const moved = new Map();
  const wholes = [...found(session.store, true).values()];
  const ours = wholes.length ? await ids(session).catch(() => new Set()) : new Set();
  for (const whole of wholes) {
    const items = itemsOf(whole, ours).length;
    if (items) moved.set(whole.path, (moved.get(whole.path) ?? 0) + items);
  }
  return moved;
}

/** Return a fingerprint of the answers at another address. The order of keys does not matter. @param {Whole | undefined} whole */
const mark = (whole) =>
  whole && hash(JSON.stringify([...whole.records].sort(([one], [other]) => (one < other ? -1 : 1))));

/** Show the offer. @param {Session} session @param {HTMLElement | undefined} place */
export async function offerElsewhere(session, place) {
  const { store } = session;
  if (!place || !found(store).size) return;
  const ours = await ids(session);
  const draw = () =>
    place.replaceChildren(
      ...[...found(store)].flatMap(([id, whole]) => {
        const items = itemsOf(whole, ours);
        const seen = store.records.read(`elsewhere:${whole.path}`)?.[whole.id || "first"];
        const now = mark(whole); // offer again if something was entered there since
        if (!items.length || seen === now) return [];
        const name = whole.records.get("info")?.name?.at(-1)?.value;
        const dismiss = () => {
          store.records.put(`elsewhere:${whole.path}`, { [whole.id || "first"]: now });
          draw();
        };
        const who = typeof name === "string" ? shortened(name, 60) : t("someone who gave no name");
        const text = n(
          "This device has answers of {who} to {number} item of these standards. They were entered at another address of this site ({address}).",
          "This device has answers of {who} to {number} items of these standards. They were entered at another address of this site ({address}).",
          items.length,
          { who, address: whole.path },
        );
        return [
          make(
            "div",
            { class: "warning" },
            make("p", {}, text),
            tools(
              button(t("Copy these answers here…"), () =>
                askToOpen(
                  session,
                  { ...whole, name: typeof name === "string" ? name : "" },
                  () => {
                    dismiss();
                    session.changed();
                  },
                  () => mark(found(store).get(id)) === now,
                ),
              ),
              button(t("Do not copy them"), dismiss),
            ),
          ),
        ];
      }),
    );
  draw();
  // Stop offering answers that are deleted at the other address.
  let isWaiting = false;
  const soon = () => {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      draw();
      isWaiting = false;
    }, 500);
  };
  addEventListener("storage", ({ key }) => !key?.startsWith(store.records.stored.prefix) && soon());
  addEventListener("pageshow", ({ persisted }) => persisted && draw());
}
