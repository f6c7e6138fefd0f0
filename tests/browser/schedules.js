/* Draws schedules and plays them in real windows of this browser: frames of one site, each a small checklist with the scripts as
 * they are published. Runs in the page that holds the frames; gives back what was lost, and how much there was to lose. */

async ({ schedules, steps }) => {
  const LEVELS = ["not-yet", "with-support", "on-my-own", "can-help", "not-now"];
  const about = { suite: "s", editions: {}, now: new Date(0) };
  const device = (window.device = { blocked: false, full: false });
  const told = { lost: [], saved: 0, windows: 0, schedules: 0, unseen: 0 };

  let state = 1;
  const below = (most) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * most);
  };
  const of = (list) => list[below(list.length)];

  let edition = 0;
  let windows = [];
  let saved = new Map();
  let files = [];

  const open = async () => {
    const frame = document.createElement("iframe");
    frame.src = `window/?edition=${edition}`;
    const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
    document.body.append(frame);
    await loaded;
    told.windows += 1;
    windows.push({ frame, page: frame.contentWindow, shown: new Map(), blind: device.blocked, brought: new Map() });
  };

  const kill = (at) => {
    at.page.store.records.flush = () => {};
    at.frame.remove();
    windows = windows.filter((one) => one !== at);
  };

  const settle = (at) => {
    const { records } = at.page.store;
    for (const [name, value] of at.shown) {
      const [round, reference] = name.split(" ");
      if (records.waiting.has(`1:answer:${round}:${reference}`)) continue;
      at.shown.delete(name);
      value ? saved.set(name, value) : saved.delete(name);
      at.brought.delete(name);
    }
    for (const [name, values] of at.brought) {
      const [round, reference] = name.split(" ");
      if (records.waiting.has(`1:answer:${round}:${reference}`)) continue;
      // What it met in the storage counts if it was said later; never may there be nothing.
      const [now, allowed] = [exported(at).get(name), [...values, saved.get(name)]];
      if (!allowed.includes(now)) told.lost.push(`${name} of a file is stored as ${now}, neither of ${allowed}`);
      at.brought.delete(name);
      saved.set(name, now);
    }
    const says = at.page.document.querySelector("person-bar [role=status]").textContent;
    // What the page says and what it does must be one.
    if (says.startsWith("Saved on this device") && at.shown.size) told.lost.push(`said to be saved: ${[...at.shown.keys()]}`);
  };

  const type = (at) => {
    const box = of([...at.page.document.querySelectorAll("fieldset[data-item]")]);
    const { item } = box.dataset;
    const field = of(["", "", "", "-evidence", "-note", "-note", "-reference", "-assessor"]);
    const name = `${at.page.store.round} contact-centre/${item} ${field || "rating"}`;
    if (field && !box.querySelector(`[name="${item}${field}"]`)) box.querySelector("[aria-expanded=false]").click();
    let value;
    if (["", "-evidence", "-assessor"].includes(field)) {
      value = of({ "": LEVELS, "-evidence": ["none", "some", "have"], "-assessor": LEVELS.slice(0, 4) }[field]);
      const radio = box.querySelector(`[name="${item}${field}"][value="${value}"]`);
      if (radio.checked) return;
      radio.click();
    } else {
      value = of(["", `word ${below(1e9)} <b>"=1`]);
      const control = box.querySelector(`[name="${item}${field}"]`);
      control.value = value;
      control.dispatchEvent(new at.page.InputEvent("input", { bubbles: true }));
    }
    at.shown.set(name, value);
    settle(at);
  };

  const exported = ({ page }) => {
    const { whole } = page.read(page.write(page.assessment.read(page.store), about), LEVELS);
    const found = new Map();
    for (const { id, answers } of whole.rounds) {
      for (const [reference, answer] of Object.entries(answers)) {
        const values = { rating: answer.rating, "-evidence": answer.evidence, "-note": answer.note, "-reference": answer.reference, "-assessor": answer.assessor?.rating };
        for (const [field, value] of Object.entries(values)) if (value) found.set(`${id} ${reference} ${field}`, value);
      }
    }
    return found;
  };

  const check = (at) => {
    const found = exported(at);
    for (const name of new Set([...(at.blind ? [] : saved), ...at.brought, ...at.shown].map(([name]) => name))) {
      const allowed = at.shown.has(name) ? [at.shown.get(name)] : [saved.get(name), ...(at.brought.get(name) ?? [])];
      if (!allowed.includes(found.get(name) ?? "")) told.lost.push(`${name} is ${found.get(name)}, none of ${allowed}`);
    }
  };

  const save = (at) => files.push({ text: at.page.write(at.page.assessment.read(at.page.store), about), fields: exported(at) });

  /** A file is opened as a learner opens it; what it holds may then stand in the place of what was there. */
  const openFile = async (at) => {
    if (!files.length || device.full || (!at.blind && (device.blocked || at.shown.size))) return;
    const file = of(files);
    await at.page.openFile(new at.page.File([file.text], "a.json"));
    const buttons = [...at.page.document.querySelectorAll("dialog[open] button")];
    buttons.find((button) => button.textContent === "Add to my answers").click();
    const found = exported(at);
    if (device.blocked) {
      told.unseen += 1;
      for (const [name, value] of file.fields) {
        if (!found.has(name) && at.shown.get(name) !== "") told.lost.push(`${name} of a file is not shown`);
        if (!at.shown.has(name)) at.brought.set(name, [...(at.brought.get(name) ?? []), value]);
      }
      return;
    }
    for (const name of new Set([...saved.keys(), ...file.fields.keys()])) {
      const allowed = [saved.get(name), file.fields.get(name)];
      if (!found.has(name) || !allowed.includes(found.get(name))) told.lost.push(`${name} after a file: ${found.get(name)}, neither of ${allowed}`);
    }
    saved = found;
  };

  /** A window that never saw what is stored opens a file. */
  const comeBlind = async (at) => {
    if (windows.length > 2 || device.full) return;
    if (!files.length) save(at);
    device.blocked = true;
    await open();
    await openFile(windows.at(-1));
  };

  for (let number = 1; number <= schedules && told.lost.length < 5; number += 1) {
    while (windows.length) kill(windows[0]);
    localStorage.clear();
    [saved, files, edition] = [new Map(), [], 0];
    Object.assign(device, { blocked: false, full: false });
    await open();
    for (let step = 0; step < steps; step += 1) {
      const at = of(windows);
      const what = below(100);
      if (what < 78) type(at);
      else if (what < 81) windows.length < 3 && (await open());
      else if (what < 84) windows.length > 1 && kill(at);
      else if (what < 87) device.blocked = !device.blocked;
      else if (what < 91) device.full = !device.full;
      else if (what < 94) save(at);
      else if (what < 96) await openFile(at);
      else if (what < 97) await comeBlind(at);
      else if (what < 98) edition += 1;
      else await new Promise((resolve) => setTimeout(resolve)); // the other windows hear of it
      if (device.blocked) continue;
      for (const one of windows) {
        one.page.dispatchEvent(new Event("pagehide"));
        settle(one);
      }
      for (const one of windows) {
        one.blind = false;
        if (step % 3 === 0) check(one);
        else exported(one);
      }
    }
    Object.assign(device, { blocked: false, full: false });
    windows.forEach((one) => {
      one.page.dispatchEvent(new Event("pagehide"));
      settle(one);
    });
    windows.forEach(check);
    told.saved += saved.size;
    told.schedules += 1;
    if (told.lost.length) told.lost.push(`in schedule ${number}`);
  }
  return told;
};
