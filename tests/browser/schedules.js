/* Draws schedules and plays them in real windows of this browser: frames of one page, each a checklist or a progress page with the
 * scripts as they are published. Every act is done as a person does it: by pressing and typing. Two devices share the browser: each
 * has keys of its own in its storage, and its own clock. Runs in the page that holds the frames. Gives back what was lost or
 * untrue, and how much there was to lose. */

async ({ schedules, steps, first, suite, standard, packed }) => {
  const { unpack } = await import(new URL(`../${packed}`, location.href));
  const ITEMS = ["P1", "P2", "K1"];
  const [OLD_ID, NEW_ID] = ["contact-centre", "customer-contact"];
  const SITE = `standards:${new URL("../", location.href).pathname}:`;
  const told = { wrong: [], schedules: 0, windows: 0, shown: 0, undone: 0, acts: {} };
  /** What went wrong, and the acts that led there. */
  const wrong = (what) => told.wrong.length < 20 && told.wrong.push(what);
  let trace = [];

  let state = 1;
  const below = (most) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * most);
  };
  const of = (list) => list[below(list.length)];
  const { port1, port2 } = new MessageChannel();
  /** A turn of the browser: sooner than the four milliseconds of a timer. */
  const soon = (window.soon = () =>
    new Promise((resolve) => {
      port1.addEventListener("message", resolve, { once: true });
      port1.start();
      port2.postMessage(0);
    }));
  /** Until something is there, which may have to be fetched first. */
  const until = async (there) => {
    for (const end = performance.now() + 5000; !there() && performance.now() < end; )
      await new Promise((resolve) => setTimeout(resolve));
  };

  let devices = [];
  let windows = [];
  let files = [];
  let edition = {};
  /** Acts that can be undone: by key, what each field held before and after. */
  let acts = new Map();
  let words = 0;
  const own = (window.own = new Map());

  // The storage of a device.
  const raw = (device) => [...device.keys].map((key) => [key, localStorage.getItem(`${device.id}|${key}`)]);
  const used = (device) => raw(device).reduce((sum, [key, text]) => sum + key.length + text.length, 0);
  /** A page of the first version, which has other scripts, stores something. */
  const legacy = (device, key, record) => {
    localStorage.setItem(`${device.id}|${SITE}v1:${key}`, JSON.stringify(record));
    device.keys.add(`${SITE}v1:${key}`);
    device.listed = undefined;
  };
  /** For the frames: what their localStorage is. */
  window.shelf = (at) => {
    const { device } = at;
    const open = () => {
      if (device.blocked || at.dead) throw new DOMException("blocked", "SecurityError");
      return localStorage;
    };
    const name = (key) => `${device.id}|${key}`;
    return {
      open,
      get length() {
        open();
        return device.keys.size;
      },
      key: (index) => open() && ((device.listed ??= [...device.keys])[index] ?? null),
      getItem: (key) => open().getItem(name(key)),
      removeItem(key) {
        open();
        at.storage.removeItem(name(key)); // from the frame, so that all other windows hear of it
        device.keys.delete(key);
        device.listed = undefined;
      },
      setItem(key, text) {
        const now = open().getItem(name(key));
        if (
          device.room !== Infinity &&
          used(device) - (now === null ? 0 : key.length + now.length) + key.length + text.length > device.room
        )
          throw new DOMException("full", "QuotaExceededError");
        at.storage.setItem(name(key), text);
        device.keys.add(key);
        device.listed = undefined;
      },
    };
  };
  /** For the frames: what a checklist carries. */
  window.carried = (at) => {
    const [suite, standard] = ["/suite.json", `/${at.edition.renamed ? NEW_ID : OLD_ID}/items.json`].map((address) =>
      window.fetched(at, address),
    );
    const items = standard.sections.flatMap((section) => section.items);
    return {
      standard: standard.standard,
      scale: suite.scale,
      formerly: Object.fromEntries(
        suite.standards.flatMap(({ id, formerly = [] }) => formerly.map((old) => [old, id])),
      ),
      themes: [],
      themes_of: {},
      like: {},
      withdrawn: items.filter((item) => item.withdrawn),
    };
  };
  /** For the frames: what they fetch. */
  window.fetched = ({ edition: { words: reworded, shorter, withdrawn, renamed } }, address) => {
    const id = renamed ? NEW_ID : OLD_ID;
    if (address.endsWith("/suite.json")) {
      const levels = suite.scale.levels.filter((level) => !shorter || level.id !== "can-help");
      const standards = [
        { ...suite.standards.find((one) => one.id === OLD_ID), id, ...(renamed ? { formerly: [OLD_ID] } : {}) },
      ];
      return { ...suite, scale: { ...suite.scale, levels }, standards };
    }
    if (!address.endsWith(`/${id}/items.json`)) throw new Error(`not fetched before: ${address}`);
    const items = standard.sections.flatMap((section) => section.items).filter((item) => ITEMS.includes(item.id));
    const changed = items.map((item) => ({
      ...item,
      mark: reworded ? String(reworded).padStart(8, "0") : item.mark,
      withdrawn: withdrawn && item.id === "P2" ? { since: "2.0", reason: "Said twice.", replaced_by: [] } : null,
    }));
    return {
      ...standard,
      standard: id,
      sections: [{ part: "performance-criteria", heading: null, items: changed }],
      like: {},
    };
  };

  // Windows.
  const open = async (device, kind, tab = new Map()) => {
    const at = {
      id: `${(told.windows += 1)}`,
      device,
      kind,
      tab,
      edition: { ...edition },
      heard: [],
      deaf: false,
      blind: device.blocked,
      dead: false,
      tick: 0,
      beside: new Map(),
    };
    own.set(at.id, at);
    at.frame = document.createElement("iframe");
    at.frame.src = `window/?${at.id}`;
    const ready = new Promise((resolve) => (at.ready = resolve));
    document.body.append(at.frame);
    // A window whose scripts do not all arrive would never say that it is ready.
    await Promise.race([
      ready,
      new Promise((_, reject) => setTimeout(reject, 60_000, new Error(`window ${at.id} is not ready after a minute`))),
    ]);
    at.page = at.frame.contentWindow;
    at.doc = at.page.document;
    at.store = at.page.store;
    windows.push(at);
    await quiet();
    at.person = at.store.person;
    return at;
  };
  const kill = (at) => {
    at.dead = true; // nothing is stored any more, whatever it tries
    at.frame.remove();
    own.delete(at.id);
    windows = windows.filter((one) => one !== at);
  };
  const leave = (at) => {
    at.page.dispatchEvent(new Event("pagehide"));
    kill(at);
  };
  /** Until every window has heard what was stored, and has shown it. */
  let ticks = 0;
  const quiet = async () => {
    localStorage.setItem("tick", String((ticks += 1)));
    await until(() => windows.every(({ tick, dead }) => dead || tick === ticks));
    for (let turn = 0; turn < 4; turn += 1) await soon();
  };
  const hear = (at) => {
    at.deaf = false;
    for (const event of at.heard.splice(0)) at.page.dispatchEvent(event);
  };
  const look = (at) => {
    at.blind = false;
    at.doc.dispatchEvent(new at.page.Event("visibilitychange"));
  };

  // What a page shows.
  const all = (at, selector, inside = at.doc) => [...inside.querySelectorAll(selector)];
  const shown = (element) => element && !element.closest("[hidden]");
  const buttons = (at, text, inside = at.doc) =>
    all(at, "button", inside).filter(
      (one) => shown(one) && (typeof text === "string" ? one.textContent === text : text.test(one.textContent)),
    );
  const status = (at) => at.doc.querySelector(".saved [role=status]").textContent;
  const boxes = (at) => all(at, "fieldset[data-item]");
  const standardOf = (at) => at.doc.querySelector(".checklist")?.dataset.checklist;
  const fieldIn = (at, label) =>
    all(at, "person-bar label")
      .find((one) => one.querySelector("span").textContent === label)
      ?.querySelector("input, select");
  const canonical = (rest) => rest.replace(`${OLD_ID}/`, `${NEW_ID}/`);
  const FIELDS = {
    "": "rating",
    "-reason": "reason",
    "-evidence": "evidence",
    "-reference": "reference",
    "-note": "note",
    "-assessor": "assessor.rating",
    "-assessor-note": "assessor.note",
  };

  /** What each field holds, and a name of its newest step, of all records of a device as somebody reads them. */
  const values = (entries, named = canonical, deleted = false) => {
    const records = [...entries].filter(([, record]) => record);
    const gone = new Set(deleted ? [] : records.flatMap(([key]) => (key.startsWith("deleted:") ? key.slice(8) : [])));
    const found = new Map();
    for (const [key, record] of records) {
      const [, person, rest] = /^([a-z0-9]+):((?:info|round|answer|plan|evidence)(?::.*)?)$/.exec(key) ?? [];
      if (!person || gone.has(person)) continue;
      for (const [field, list] of Object.entries(record)) {
        const step = Array.isArray(list) ? list.at(-1) : undefined;
        if (!step) continue;
        const name = `${person}|${named(rest)}|${field}`;
        const others = found.get(name)?.all ?? []; // under the other id of the standard
        found.set(name, {
          value: step.value ?? "",
          step: `${step.clock} ${step.by}`,
          all: [...others, ...list.map((one) => one.value ?? "")],
        });
      }
    }
    return found;
  };
  const seen = (at) => values(at.store.records.keys("").map((key) => [key, at.store.records.read(key)]));
  const stored = (device, named, deleted) =>
    values(
      raw(device).flatMap(([key, text]) =>
        key.startsWith(`${SITE}v2:`) ? [[key.slice(SITE.length + 3), unpack(JSON.parse(text))]] : [],
      ),
      named,
      deleted,
    );

  // Who is who. Whoever was deleted goes on as somebody new, until the deleted answers are brought back.
  const read = (device) => (key) => JSON.parse(localStorage.getItem(`${device.id}|${SITE}v2:${key}`));
  /** Follow whom a person goes on as, as long as something fits. */
  const follow = (from, person, fits) => {
    const way = [person];
    for (let gone; (gone = from(`deleted:${way.at(-1)}`)) && fits(gone) && !way.includes(gone.to); ) way.push(gone.to);
    return way.at(-1);
  };
  /** Whose answers a window shows that showed a person's. */
  const whoIs = (from, person) => follow(from, person, () => true);
  /** Under whose id something is that was entered under a person's: another one's once it was brought together. */
  const home = (from, name) =>
    name.replace(/^[a-z0-9]+/, (person) => follow(from, person, ({ number }) => number === undefined));
  /** Call what was saved by where it is now, and note who is one and the same. */
  const settle = (device) => {
    for (const [key, text] of raw(device)) {
      const [, person] = key.split("v2:deleted:");
      if (!person) continue;
      const both = new Set([...kin(device, person), ...kin(device, JSON.parse(text).to)]);
      for (const one of both) device.kin.set(one, both);
    }
    for (const [name, saved] of [...device.saved]) {
      const now = home(read(device), name);
      if (now === name) continue;
      device.saved.delete(name);
      for (const value of saved) remember(device, now, value);
    }
  };
  const kin = (device, person) => device.kin.get(person) ?? new Set([person]);

  /** The fields of a checklist as they stand in the page. */
  const standing = (at) => {
    const found = new Map();
    for (const box of boxes(at)) {
      for (const [ending, field] of Object.entries(FIELDS)) {
        const controls = all(at, `[name="${box.dataset.item}${ending}"]`);
        if (!controls.length) continue;
        const value =
          controls[0].type === "radio" ? (controls.find((one) => one.checked)?.value ?? "") : controls[0].value;
        found.set(`${at.store.person}|answer:${at.store.round}:${NEW_ID}/${box.dataset.item}|${field}`, {
          value,
          controls,
        });
      }
    }
    return found;
  };
  /** Whatever a window shows as saved has to be found from now on. */
  const remember = (device, name, value) => {
    if (value === "" || value === false) return;
    const values = device.saved.get(name) ?? device.saved.set(name, new Set()).get(name);
    values.add(value);
  };

  /** Compare what every window says with what is stored. */
  const check = (looked) => {
    devices.forEach(settle);
    for (const at of windows) {
      if (at.deaf) at.typed = undefined;
      if (at.deaf) continue;
      // Whoever has entered nothing yet is whoever enters something first on this device.
      if (
        !kin(at.device, at.person).has(at.store.person) &&
        [...at.device.saved.keys()].some((name) => name.startsWith(`${at.person}|`))
      )
        wrong(`window ${at.id} shows the answers of somebody else`);
      at.person = at.store.person;
      if (at.device.blocked) {
        at.typed = undefined;
        if (
          at.store.records.waiting.size &&
          (status(at).startsWith("Saved") || !all(at, "person-bar .warning p").length)
        )
          wrong(`window ${at.id} does not say that the storage is blocked`);
        continue;
      }
      const said = status(at);
      // Until it is opened anew, a window of an older edition knows a standard by its old id, and another one by its new id.
      const exact = stored(at.device, (rest) => rest);
      const now = new Map(
        [...exact].filter(([name]) => !name.includes(`:${NEW_ID}/`) && !name.includes(`:${OLD_ID}/`)),
      );
      for (const [name, one] of exact)
        if (name.includes(`:${standardOf(at) ?? NEW_ID}/`)) now.set(name.replace(`:${OLD_ID}/`, `:${NEW_ID}/`), one);
      const full = at.device.room !== Infinity;
      if (said.startsWith("Not saved") && !full && !at.store.records.waiting.size)
        wrong(`said not to be saved, and is: ${said}`);
      if (said.startsWith("Not saved") && !full && looked) wrong(`said not to be saved, with room enough`);
      const mine = [...exact].filter(([name, { value }]) => name.startsWith(`${at.store.person}|`) && value !== "");
      // A window that was opened while the storage was blocked knows of nothing until it is looked at.
      if (said.startsWith("No answers") && mine.length && !at.blind)
        wrong(`window ${at.id} said that there are no answers: ${mine[0][0]}`);
      if (!said.startsWith("Saved")) continue;
      for (const [name, { value, controls }] of standing(at)) {
        const kept = now.get(name)?.value ?? "";
        const fits = controls[0].type !== "radio" || controls.some((one) => one.value === kept);
        if (value !== (fits ? kept : "")) wrong(`window ${at.id} shows ${name} as ${value}, and stored is ${kept}`);
        remember(at.device, name, kept);
      }
      // Another window may have deleted it just after.
      const moved = at.typed && stored(at.device, (rest) => rest, true).get(at.typed.name);
      if (at.typed && [now.get(at.typed.name), moved].some((one) => (one?.value ?? "") === at.typed.value))
        remember(at.device, at.typed.name, at.typed.value);
      else if (at.typed)
        wrong(
          `window ${at.id} said ${said}, and ${at.typed.name} is not ${at.typed.value} but ${now.get(at.typed.name)?.value}`,
        );
      at.typed = undefined;
      if (at.kind !== "checklist") continue;
      const answered = boxes(at).filter((box) => box.querySelector(".rating__own input[type=radio]:checked")).length;
      const count = at.doc.querySelector("[data-status]").textContent;
      if (count !== `${answered} of ${boxes(at).length} rated`) wrong(`said ${count}, and ${answered} are`);
    }
  };

  /** Undoing gives each field that an act changed its value of before, if nothing changed it since; and no other field. */
  const judge = (at, act, then, after, what) => {
    // What was entered since a deletion is brought together with what was deleted, and is newer.
    const before = new Map([...then].map(([name, one]) => [home((key) => at.store.records.read(key), name), one]));
    // A page of an older edition cannot find what another one has renamed.
    const lost = edition.renamed && !at.edition.renamed;
    told.undone += 1;
    for (const name of new Set([...before.keys(), ...after.keys(), ...act.before.keys(), ...act.after.keys()])) {
      const [was, is] = [before.get(name), after.get(name)].map((one) => one?.value ?? "");
      const [old, made] = [act.before.get(name), act.after.get(name)];
      const touched = old?.step !== made?.step;
      const since = before.get(name)?.step !== made?.step;
      const back = old?.value ?? "";
      // A round stays for the sake of the answers that are still in it.
      const [, start, round] = /^(\w+\|)round:(\w+)\|(?:started|number)$/.exec(name) ?? [];
      if (
        round &&
        back === "" &&
        is === was &&
        [...after].some(([one, { value }]) => one.startsWith(`${start}answer:${round}:`) && value !== "")
      )
        continue;
      if (touched && !since ? is !== back && !act.erased && !(lost && is === was) : is !== was) {
        wrong(
          `${what}: ${name} was ${JSON.stringify(was)}, is ${JSON.stringify(is)}, and the act changed it from ${JSON.stringify(back)} to ${JSON.stringify(made?.value)}`,
        );
      }
    }
  };
  /** Press a button, and note the act that it was. */
  const press = async (at, button, how = {}) => {
    const [before, known] = [seen(at), new Set(keysOf(at))];
    // Another window may see an act before or after it was undone: what it changes tells one from the other.
    const named = (one) => `${one} ${JSON.stringify(at.store.records.read(one)?.changes)}`;
    const state = how.undoes && named(how.undoes);
    const late =
      how.undoes && !how.listed && (!known.has(how.undoes) || at.store.records.read(how.undoes)?.undone === true);
    at.typed = undefined;
    let done = !how.undoes;
    at.page.news.addEventListener("all", () => (done = true), { once: true });
    button.click();
    await until(() => done);
    if (!done) wrong(`${button.textContent} did nothing`);
    const after = seen(at);
    at.person = at.store.person; // whatever was pressed here may choose whose answers this window shows
    const changed = [...after].some(([name, { value }]) => before.get(name)?.value !== value);
    const [nothing] = how.undoes ? dialogs(at) : [];
    const said = nothing?.textContent;
    if (nothing) {
      if (late || changed) wrong(`said: ${said}`);
      buttons(at, "Close", nothing)[0].click();
    }
    if (late) return void (changed && wrong(`${button.textContent} was pressed, and was done before`));
    if (nothing && how.undoes.startsWith("deleted:")) return void (calm(at) && wrong(`with room enough: ${said}`));
    if (acts.has(state))
      judge(at, acts.get(state), before, after, `${at.id}: ${button.getAttribute("aria-label") ?? button.textContent}`);
    if (nothing) return;
    const key = how.undoes ?? keysOf(at).find((one) => !known.has(one));
    if (key) acts.set(named(key), { before, after });
    return key;
  };
  const keysOf = (at) => at.store.records.keys("").filter((key) => /:act:|^deleted:/.test(key));
  const note = (kind, at, more = "") => {
    told.acts[kind] = (told.acts[kind] ?? 0) + 1;
    trace.push(`${at?.id ?? ""} ${kind} ${more}`.trim());
    return true;
  };
  const dialogs = (at) => all(at, "dialog[open]");
  const word = () => `word ${(words += 1)} <b>"=1 ${below(1e9)}`;

  /** Type a text letter by letter, as it is or over what is there. */
  const write = (at, control, value, name) => {
    control.focus();
    const start = value.startsWith(control.value) ? control.value.length : 0;
    const texts = value ? [value.slice(0, start + 1), value.slice(0, start + 3), value] : [""];
    if (value && !start && control.value) texts.unshift("");
    for (const text of texts) {
      if (text === control.value) continue;
      control.value = text;
      control.dispatchEvent(new at.page.InputEvent("input", { bubbles: true }));
    }
    at.typed = { name, value: value.trim() ? value : "" };
    if (below(3)) {
      control.blur();
      control.dispatchEvent(new at.page.FocusEvent("focusout", { bubbles: true }));
    }
  };
  const choose = (at, control, value) => {
    control.value = value;
    control.dispatchEvent(new at.page.Event("change", { bubbles: true }));
    at.person = at.store.person;
  };
  /** In the middle of what one person does in a dialog, another window may do something. */
  const meanwhile = async (at) => {
    const others = windows.filter((one) => one !== at && !dialogs(one).length);
    if (below(3) || !others.length) return;
    note("meanwhile", of(others));
    const one = of(others);
    await (one.kind === "checklist" ? rate(one) : plan(one));
    await quiet();
    check();
  };
  /** Whether what is erased here is erased at once. */
  const calm = ({ device }) =>
    !device.blocked &&
    device.room === Infinity &&
    windows.every((one) => one.device !== device || one.store.records.kept);
  const erased = (device, fits) => {
    device.wiped = true;
    for (const [name, values] of device.saved) {
      if (!fits(name)) continue;
      device.saved.delete(name);
      for (const value of values) device.erased.push([name, value]);
    }
    for (const act of acts.values()) act.erased = true;
  };

  // What a person does on a checklist.
  const rate = (at) => {
    const box = of(boxes(at));
    const radio = of(all(at, ".rating__own input[type=radio]", box));
    if (!radio || radio.checked) return;
    radio.click();
    return note("rate", at, `${box.dataset.item} ${radio.value}`);
  };
  const unfold = (box) => box.querySelector(".rating__tools [aria-expanded=false]")?.click();
  const type = (at) => {
    const box = of(boxes(at));
    unfold(box);
    const ending = of(["-note", "-note", "-reference", "-reason", "-assessor-note"]);
    const control = at.doc.querySelector(`[name="${box.dataset.item}${ending}"]`);
    const value = of(["", word(), word(), `${control.value} ${word()}`]).trimStart();
    if (value === control.value) return;
    write(
      at,
      control,
      value,
      `${at.store.person}|answer:${at.store.round}:${NEW_ID}/${box.dataset.item}|${FIELDS[ending]}`,
    );
    return note("type", at, `${box.dataset.item}${ending} ${value}`);
  };
  const more = (at) => {
    const box = of(boxes(at));
    unfold(box);
    const radio = of(all(at, `[name="${box.dataset.item}-${of(["evidence", "assessor"])}"]`));
    if (!radio || radio.checked) return;
    radio.click();
    return note("more", at, `${radio.name} ${radio.value}`);
  };
  const pressed =
    (kind, text, inside = "form") =>
    async (at) => {
      const found = all(at, inside).flatMap((one) => buttons(at, text, one));
      if (!found.length) return;
      const button = of(found);
      note(kind, at, button.getAttribute("aria-label") ?? button.textContent);
      const item = button.closest("fieldset")?.id;
      const key = await press(at, button);
      if (key && item) at.beside.set(item, key);
      return true;
    };
  const undoBeside = async (at) => {
    const [button] = all(at, "[data-live]").flatMap((live) => buttons(at, "Undo", live));
    if (!button) return;
    const what = button.getAttribute("aria-label");
    const key = at.beside.get(button.closest("fieldset").id);
    note("undo beside", at, what);
    await press(at, button, { undoes: key });
    return true;
  };
  /** Open the earlier values of an item, a step or an entry. */
  const past = async (at) => {
    if (at.kind === "checklist") {
      for (const box of boxes(at)) unfold(box);
      const button = of(buttons(at, "Earlier values"));
      if (!button) return;
      if (button.getAttribute("aria-expanded") === "false") button.click();
      const part = button.closest("fieldset");
      await until(() => part.querySelector(".earlier"));
      const list = part.querySelector(".earlier");
      const item = button.closest("fieldset").dataset.item;
      return list && { list, name: `${at.store.person}|answer:${at.store.round}:${NEW_ID}/${item}|` };
    }
    const kind = of(["plan", "evidence"]);
    const section = at.doc.querySelector(`section[aria-labelledby=${kind === "plan" ? "plan" : "log"}]`);
    const entry = of(all(at, "fieldset.entry", section));
    const fold = entry?.querySelector(":scope > details:last-child");
    if (!fold) return;
    fold.open = true;
    await until(() => fold.querySelector(".earlier"));
    const { id } = at.store.entries(kind)[all(at, "fieldset.entry", section).indexOf(entry)];
    return (
      fold.querySelector(".earlier") && {
        list: fold.querySelector(".earlier"),
        name: `${at.store.person}|${kind}:${id}|`,
      }
    );
  };
  const again = async (at) => {
    const found = await past(at);
    const button = found && of(buttons(at, "Use again", found.list));
    if (!button) return;
    note("use again", at, button.getAttribute("aria-label"));
    await press(at, button);
    return true;
  };
  const eraseRecord = async (at) => {
    const found = await past(at);
    const [button] = found ? buttons(at, "Erase values", found.list) : [];
    if (!button) return;
    button.click();
    const [box] = dialogs(at);
    const how = calm(at) ? of(["Erase earlier values", "Erase all values, also the current one", "Cancel"]) : "Cancel";
    note("erase", at, `${found.name} ${how}`);
    const now = seen(at);
    settle(at.device);
    await press(at, buttons(at, how, box)[0]);
    if (how === "Cancel") return true;
    erased(at.device, (name) => name.startsWith(found.name));
    if (how === "Erase earlier values")
      for (const [name, { value }] of now)
        if (name.startsWith(found.name)) at.store.records.kept && remember(at.device, name, value);
    at.device.erased = at.device.erased.filter(
      ([name, value]) => now.get(name)?.value !== value || how !== "Erase earlier values",
    );
    return true;
  };

  // What a person does in the bar.
  const undoBar = async (at) => {
    const [button] = buttons(at, /^Undo /, at.doc.querySelector("person-bar > .tools"));
    if (!button) return;
    const { last } = at.doc.querySelector("person-bar");
    note("undo in the bar", at, button.textContent);
    await press(at, button, { undoes: last.key || `deleted:${last.id}` });
    return true;
  };
  /** One of the lists in the fold, which is opened for it anew. */
  const listIn = async (at, title, listed, anew = true) => {
    const fold = at.doc.querySelector("person-bar > .who");
    const list = () => all(at, ".who", fold).find((one) => one.querySelector("summary").textContent.startsWith(title));
    const before = list();
    if (fold.open && !anew) return before;
    fold.open = false;
    fold.open = true;
    if (before || listed.length) await until(() => list() !== before);
    return list();
  };
  const undoListed = async (at) => {
    const listed = at.page.acts(at.store);
    const fold = await listIn(at, "Changes that", listed, below(2));
    const rows = fold ? buttons(at, /^(Undo|Do again)$/, fold) : [];
    if (!rows.length) return;
    const index = below(rows.length);
    const label = ({ undone, what }) => `${undone ? "Do again" : "Undo"}: ${what}`;
    // Whoever has the fold in use sees it as it was, and another window may have undone something since.
    const fresh = listed.map(label).join() === rows.map((row) => row.getAttribute("aria-label")).join();
    note(fresh ? "undo in the list" : "undo in an old list", at, rows[index].getAttribute("aria-label"));
    await press(at, rows[index], fresh ? { undoes: listed[index].key, listed: true } : undefined);
    if (fresh) return true;
    acts.clear();
    return true;
  };
  const person = async (at) => {
    const control = fieldIn(at, "Whose answers");
    if (!control) return;
    choose(at, control, of([...control.options]).value);
    note("choose a person", at, control.value);
    if (below(2)) await reload(at);
    return true;
  };
  const round = async (at) => {
    const control = fieldIn(at, "Round");
    if (!control) return;
    choose(at, control, of([...control.options]).value);
    note("choose a round", at, control.value);
    const next = below(2) && (await reload(at));
    if (next && next.store.round !== control.value) wrong(`window ${next.id} shows another round after a reload`);
    return true;
  };
  const reload = async (at) => {
    if (at.device.blocked || !at.store.records.kept) return false;
    const [whose, there] = [at.store.person, at.store.people().some(({ id }) => id === at.store.person)];
    leave(at);
    const next = await open(at.device, at.kind, at.tab);
    note("reload", next);
    if (there && next.store.person !== whose) wrong(`window ${next.id} shows somebody else after a reload`);
    return next;
  };
  const rename = (at) => {
    const label = of(["Name", "Name", "Name of this round", "Assessor"]);
    const control = fieldIn(at, label);
    const value = of(["", word(), word()]);
    if (value === control.value) return;
    const name = {
      Name: "info|name",
      "Name of this round": `round:${at.store.round}|name`,
      Assessor: `round:${at.store.round}|assessor`,
    }[label];
    write(at, control, value, `${at.store.person}|${name}`);
    return note("rename", at, `${label} ${value}`);
  };
  const remove = async (at) => {
    const how = of(["Delete my answers", "Delete my answers", "Delete my answers", "Erase for good", "Cancel"]);
    const whose = at.store.person;
    const [button] = buttons(at, "Delete my answers");
    if (!button) return; // there is nothing to delete
    button.click();
    await until(() => dialogs(at).length);
    await meanwhile(at);
    note("delete", at, `${whose} ${how}`);
    await press(at, buttons(at, how, dialogs(at)[0])[0]);
    if (how === "Erase for good") await eraseAsked(at, whose);
    if (how === "Delete my answers" && [...seen(at).keys()].some((name) => name.startsWith(`${whose}|`)))
      wrong(`${whose} was not deleted`);
    return true;
  };
  /** Whose answers are erased: of a person with all that was deleted of that person, or of what was deleted that alone. */
  const goes = (device, id) => {
    const before = [...device.keys].flatMap((key) => key.split("v2:deleted:")[1] ?? []);
    return [
      id,
      ...(read(device)(`deleted:${id}`)
        ? []
        : before.filter(
            (one) => read(device)(`deleted:${one}`).number !== undefined && whoIs(read(device), one) === id,
          )),
    ].sort();
  };
  const eraseAsked = async (at, id) => {
    const sure = calm(at) ? of(["Erase for good", "Cancel"]) : "Cancel";
    const [box, known] = [dialogs(at).at(-1), at.store.records.keys("erased:")];
    note("erase a person", at, `${id ?? "of whom nothing is shown"} ${sure}`);
    if (buttons(at, "Close", box).length)
      return void (at.device.blocked ? box.close() : wrong(`refused: ${box.textContent}`));
    settle(at.device);
    const asked = id && goes(at.device, id);
    await press(at, buttons(at, sure, box)[0]);
    if (sure === "Cancel") return;
    const gone = at.store.records
      .keys("erased:")
      .filter((key) => !known.includes(key))
      .map((key) => key.slice(7))
      .sort();
    if (asked && gone.join() !== asked.join()) wrong(`${asked} were to be erased, and ${gone} were`);
    erased(at.device, (name) => gone.includes(name.split("|")[0]));
  };
  const gone = async (at) => {
    const found = at.page.deleted(at.store);
    const fold = await listIn(at, "Deleted", found);
    const [back, away] = fold ? [buttons(at, "Bring back", fold), buttons(at, "Erase for good", fold)] : [[], []];
    if (!away.length || back.length !== found.length) return;
    const index = below(away.length);
    const id = found[index]?.id;
    if (id && below(3)) {
      note("bring back", at, id);
      await press(at, back[index], { undoes: `deleted:${id}` });
    } else {
      away[index].click();
      await eraseAsked(at, id);
    }
    return true;
  };

  // Files.
  const save = async (at) => {
    at.saved = undefined;
    const [button] = buttons(at, "Save to a file");
    if (!button) return; // where nothing was entered
    button.click();
    await until(() => at.saved);
    const text = await at.saved?.text();
    if (!text) return void wrong(`window ${at.id} gave no file`);
    const file = { text, whose: at.store.person };
    if (!at.device.blocked && !at.deaf) held(at.device, file);
    files.push(file);
    const [confirm] = buttons(at, "Confirm the file is saved");
    if (confirm && below(2)) confirm.click();
    return note("save file", at);
  };
  /** All that a person was shown as saved is in their file, or among the deleted answers. */
  const held = (device, { text, whose }) => {
    settle(device);
    const records = Object.entries(JSON.parse(text).records).map(([rest, record]) => [`${whose}:${rest}`, record]);
    const found = new Map([...stored(device, canonical, true), ...values(records)]);
    for (const [name, saved] of device.saved) {
      if (whoIs(read(device), name.split("|")[0]) !== whose) continue;
      for (const value of saved)
        if (!has(found.get(name)?.all ?? [], value)) wrong(`${name}, ${JSON.stringify(value)} is not in the file`);
    }
  };
  /** A text that was typed on holds what it was before. */
  const has = (values, value) =>
    values.some(
      (one) => one === value || (typeof one === "string" && typeof value === "string" && one.startsWith(value)),
    );
  const openFile = async (at) => {
    if (!files.length) return;
    const file = of(files);
    const box = at.doc.querySelector("person-bar input[type=file]");
    const data = new at.page.DataTransfer();
    data.items.add(new at.page.File([file.text], of(["a.json", "a.txt", "a"])));
    box.files = data.files;
    box.dispatchEvent(new at.page.Event("change"));
    await until(() => dialogs(at).length);
    const dialog = dialogs(at)[0];
    if (!dialog) return void wrong(`window ${at.id} did not open a file`);
    const into = of(all(at, "label select", dialog));
    if (into && below(2)) choose(at, into, of([...into.options]).value);
    await meanwhile(at);
    const button = of(buttons(at, /./, dialog.querySelector(":scope > .tools")));
    note("open file", at, `${button.textContent}${into?.value ? ` into ${into.value}` : ""}`);
    const [before, said, people] = [seen(at), at.store.person, at.store.people()];
    settle(at.device);
    await press(at, button);
    // What was erased where the file was saved goes here, too.
    const gone = Object.entries(JSON.parse(file.text).records)
      .filter(([, record]) => record.erased)
      .map(([rest]) => canonical(rest));
    if (button.textContent !== "Cancel" && gone.length) {
      const whose = at.store.person;
      const match = (name) =>
        gone.some(
          (rest) => name.split("|")[0] === whose && name.split("|")[1].split(":").at(-1) === rest.split(":").at(-1),
        );
      for (const name of at.device.saved.keys()) if (match(name)) at.device.saved.delete(name);
      for (const act of acts.values()) act.erased = true;
    }
    if (button.textContent === "Cancel" && [...seen(at)].some(([name, { step }]) => before.get(name)?.step !== step))
      wrong("Cancel changed something");
    if (/^(Add to my|Replace)/.test(button.textContent) && at.store.person !== said)
      wrong(`${button.textContent} chose somebody else`);
    if (button.textContent.startsWith("Open as") && people.some(({ id }) => id === at.store.person))
      wrong(`${button.textContent} opened the file as somebody who was there`);
    return true;
  };

  // My progress.
  const plan = async (at) => {
    const kind = of(["plan", "evidence"]);
    const section = at.doc.querySelector(`section[aria-labelledby=${kind === "plan" ? "plan" : "log"}]`);
    const entries = all(at, "fieldset.entry", section);
    if (!entries.length || !below(4)) {
      note(`add to ${kind}`, at);
      await press(at, buttons(at, kind === "plan" ? "Add a step" : "Add evidence", section)[0]);
      return true;
    }
    const index = below(entries.length);
    const entry = at.store.entries(kind)[index];
    if (!entry || entries.length !== at.store.entries(kind).length) return;
    const label = of(
      kind === "plan"
        ? ["What I will do", "Who or what will help me", "How I will show it"]
        : ["Title", "Where it is kept"],
    );
    const field = {
      "What I will do": "what",
      "Who or what will help me": "support",
      "How I will show it": "how",
      Title: "title",
      "Where it is kept": "where",
    }[label];
    const control = all(at, "label.field", entries[index])
      .find((one) => one.querySelector("span").textContent === label)
      .querySelector("input, textarea");
    const value = of(["", word(), word()]);
    if (value === control.value) return;
    write(at, control, value, `${at.store.person}|${kind}:${entry.id}|${field}`);
    return note("write in an entry", at, `${kind} ${label} ${value}`);
  };
  const tick = (at) => {
    const fold = of(
      all(at, "fieldset.entry details").filter((one) => one.querySelector("summary").textContent === "Select items"),
    );
    if (!fold) return;
    fold.open = true;
    fold.dispatchEvent(new at.page.Event("toggle"));
    const box = of(all(at, "input[type=checkbox]", fold));
    if (!box) return;
    box.click();
    return note("choose an item", at);
  };

  // What happens to a device.
  const first1 = (device) => {
    const at = "2026-01-01T10:00:00Z";
    const put = (key, record) => legacy(device, key, record);
    put("1:info", { name: "Ana of the first version" });
    put("1:round:1", { started: "2026-01-01", assessor: "Bo" });
    put("1:answer:1:contact-centre/P1", {
      rating: "can-help",
      note: "of the first version",
      mark: "00000001",
      at,
      assessor: { rating: "not-yet", note: "so", at },
    });
    put("1:words:00000001", { words: "old words" });
    put("1:plan:1", { items: ["contact-centre/P1"], what: "a step of the first version", at });
    device.old = {
      "info|name": "Ana of the first version",
      [`answer:1:${NEW_ID}/P1|rating`]: "can-help",
      [`answer:1:${NEW_ID}/P1|note`]: "of the first version",
      [`answer:1:${NEW_ID}/P1|assessor.note`]: "so",
      "plan:1|what": "a step of the first version",
    };
  };
  const oldTab = (device) => {
    if (!device.old || device.blocked || device.room !== Infinity || device.wiped || windows.some(({ deaf }) => deaf))
      return false;
    const value = word();
    legacy(device, "1:answer:1:contact-centre/K1", { note: value, at: new Date().toISOString() });
    device.oldNote = value;
    return note("a page of the first version stores", undefined, value);
  };
  const change = {
    block: (device) => (device.blocked = !device.blocked),
    fill: (device) => (device.room = device.room === Infinity ? used(device) + of([0, 0, 120, 400]) : Infinity),
    window: (device) =>
      windows.filter((one) => one.device === device).length < 3 &&
      open(device, of(["checklist", "checklist", "progress"])),
    kill: (device) => {
      const mine = windows.filter((one) => one.device === device);
      if (mine.length < 2) return false;
      kill(of(mine));
    },
    reload: (device) => reload(of(windows.filter((one) => one.device === device))),
    deafen: (device) => {
      const at = of(windows.filter((one) => one.device === device));
      if (at.deaf) hear(at);
      else at.deaf = true;
    },
    edition: async (device) => {
      const what = of(["words", "shorter", "withdrawn", "renamed"]);
      edition[what] = (edition[what] ?? 0) + 1;
      trace.push(what);
      await change.window(device);
    },
    old: oldTab,
  };

  const CHECKLIST = [
    [10, rate],
    [8, type],
    [4, more],
    [3, pressed("clear rating", "Clear rating")],
    [2, pressed("clear the rest", /^Clear evidence/)],
    [3, undoBeside],
    [1, pressed("keep or rate again", /^(Keep my rating|Rate again)$/)],
  ];
  const PROGRESS = [
    [8, plan],
    [3, pressed("remove", "Remove", "fieldset.entry")],
    [3, pressed("put back", "Put back", "my-progress")],
    [2, tick],
    [1, pressed("take away", "Remove item", "my-progress")],
  ];
  const BAR = [
    [4, undoBar],
    [4, undoListed],
    [2, pressed("new round", "Start a new round", "person-bar")],
    [2, round],
    [1, pressed("new person", "Add another person", "person-bar")],
    [3, person],
    [3, rename],
    [2, remove],
    [3, gone],
    [2, save],
    [4, openFile],
    [3, again],
    [1, eraseRecord],
  ];
  const draw = (list) => {
    let left = below(list.reduce((sum, [weight]) => sum + weight, 0));
    return list.find(([weight]) => (left -= weight) < 0)[1];
  };

  const step = async () => {
    if (below(6) === 0) {
      const what = of(Object.keys(change));
      const device = of(devices);
      const done = await change[what](device);
      if (done !== false) note(what, undefined, `on ${device.id}`);
    } else {
      const at = of(windows);
      for (let turn = 0; turn < 12; turn += 1) {
        const doing = draw(below(5) < 3 ? (at.kind === "checklist" ? CHECKLIST : PROGRESS) : BAR);
        if (await doing(at)) break;
      }
      for (const box of dialogs(at)) {
        wrong(`a dialog stays open: ${box.textContent.slice(0, 80)}`);
        box.close();
      }
    }
    await quiet();
    const looks = below(3) === 0;
    if (looks) windows.filter(({ device }) => !device.blocked).forEach(look);
    await quiet();
    check(looks);
  };

  /** In the end everything that was ever shown as saved is there: in a file, and of the items that are there now on the page. */
  const end = async (device) => {
    Object.assign(device, { blocked: false, room: Infinity });
    for (const at of windows.filter((one) => one.device === device)) {
      hear(at);
      look(at);
      await quiet();
      if (!/^(Saved|No answers|Answers stay)/.test(status(at))) wrong(`in the end window ${at.id} says: ${status(at)}`);
      check();
      kill(at);
    }
    const at = await open(device, "checklist");
    for (let found; (found = at.page.deleted(at.store)).length; ) {
      buttons(at, "Bring back", await listIn(at, "Deleted", found))[0].click();
      await quiet();
      if (at.page.deleted(at.store).length === found.length) return wrong(`${found[0].id} is not brought back`);
    }
    if (device.old)
      for (const [name, value] of Object.entries(device.old))
        if (!device.wiped) remember(device, `${at.store.device}|${name}`, value);
    if (device.oldNote && !device.wiped)
      remember(device, `${at.store.device}|answer:1:${NEW_ID}/K1|note`, device.oldNote);
    settle(device);
    const people = new Set([...device.saved.keys()].map((name) => name.split("|")[0]));
    told.shown += [...device.saved.values()].reduce((sum, values) => sum + values.size, 0);
    for (const whose of people) {
      const control = fieldIn(at, "Whose answers");
      if (control && ![...control.options].some(({ value }) => value === whose)) {
        // Of whom nothing holds anything now, no one is shown: everything was cleared.
        if ([...stored(device)].some(([name, { value }]) => name.startsWith(`${whose}|`) && value !== ""))
          wrong(`${whose} cannot be chosen`);
        continue;
      }
      if (control) choose(at, control, whose);
      await quiet();
      if (at.store.person !== whose) continue;
      at.saved = undefined;
      const [button] = buttons(at, "Save to a file");
      if (!button) wrong(`${whose} cannot save a file`);
      button?.click();
      await until(() => at.saved);
      held(device, { text: await at.saved.text(), whose });
      const rounds = fieldIn(at, "Round");
      for (const id of rounds ? [...rounds.options].map(({ value }) => value) : [at.store.round]) {
        if (rounds) choose(at, fieldIn(at, "Round"), id);
        await quiet();
        await paged(at, whose, id);
      }
    }
    const all = stored(device, canonical, true);
    for (const [name, value] of device.erased) {
      if (String(value).startsWith("word ") && has(all.get(home(read(device), name))?.all ?? [], value))
        wrong(`${name}: ${value} was erased, and is still stored`);
    }
    kill(at);
  };
  /** What an item holds and held can be read on the page. */
  const paged = async (at, whose, id) => {
    for (const box of boxes(at)) {
      unfold(box);
      const start = `${whose}|answer:${id}:${NEW_ID}/${box.dataset.item}|`;
      const wanted = [...at.device.saved].filter(([name]) => name.startsWith(start));
      if (!wanted.length) continue;
      const [button] = buttons(at, "Earlier values", box);
      if (button?.getAttribute("aria-expanded") === "false") button.click();
      if (button) await until(() => box.querySelector(".earlier"));
      const now = standing(at);
      const rows = [...(box.querySelector(".earlier")?.querySelectorAll("li p") ?? [])].map((row) => row.textContent);
      for (const [name, values] of wanted) {
        for (const value of values) {
          const texts = [
            value,
            ...suite.scale.levels
              .filter((level) => level.id === value)
              .flatMap((level) => [level.criterion.label, level.knowledge.label]),
            value === "not-now" ? suite.scale.not_now.label : "",
            suite.scale.evidence[value]?.label,
          ].filter(Boolean);
          const here = now.get(name)?.value ?? "";
          const lost = box.querySelector("[data-live]").textContent;
          if (
            here === value ||
            (typeof here === "string" && here.startsWith(value)) ||
            [...rows, lost].some((row) => texts.some((text) => row.includes(text)))
          )
            continue;
          wrong(`${name}, ${JSON.stringify(value)} is not on the page`);
        }
      }
    }
  };

  for (let number = first; number < first + schedules && !told.wrong.length; number += 1) {
    state = Math.imul(number, 2654435761) >>> 0;
    for (let warm = 0; warm < 5; warm += 1) below(2);
    localStorage.clear();
    [trace, files, edition, acts, windows] = [[], [], {}, new Map(), []];
    // The clocks of the devices disagree by hours.
    devices = ["a", "b"].map((id, index) => ({
      id,
      keys: new Set(),
      blocked: false,
      room: Infinity,
      saved: new Map(),
      kin: new Map(),
      erased: [],
      ahead: index * (below(49) - 24) * 3600e3,
    }));
    if (number % 3 === 0) first1(devices[0]);
    await open(devices[0], "checklist");
    await open(devices[0], of(["checklist", "progress"]));
    await open(devices[1], of(["checklist", "progress"]));
    for (let count = 0; count < steps && !told.wrong.length; count += 1)
      await step().catch((error) => wrong(error.stack));
    for (const device of told.wrong.length ? [] : devices) await end(device);
    for (const at of [...windows]) kill(at);
    told.schedules += 1;
    if (told.wrong.length) told.wrong.push(`in schedule ${number}`, ...trace);
  }
  return told;
};
