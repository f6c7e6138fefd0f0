/* Reloads a page of the preview after each build. Shows the errors in the sources, in a bar at the bottom of the
 * window and at the items. Not part of the published site.
 *
 * After a failed build the page does not reload, so it keeps the author's place, focus and open sections. */
(function () {
  "use strict";
  const { site, source } = document.currentScript.dataset;
  const words = JSON.parse(document.currentScript.dataset.words);
  const top = new URL("/", location.href);
  const title = document.title;
  const OPEN = "standards-preview-open";

  /** An element with its class, its text or its children. */
  function element(name, className, ...inside) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...inside);
    return made;
  }

  function link(address, ...inside) {
    const made = element("a", "", ...inside);
    made.href = address;
    return made;
  }

  /** A sentence with its values, which stand in it as names between braces. */
  function fill(sentence, values) {
    return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  /** What this window was told before, on another page of the preview. */
  function recall(name) {
    try {
      return sessionStorage.getItem(name);
    } catch {
      return null;
    }
  }

  function remember(name, value) {
    try {
      sessionStorage.setItem(name, value);
    } catch {
      /* The state is then lost when the page closes. */
    }
  }

  /* --- The bar ------------------------------------------------------------------------------------------------------ */

  const status = element("p", "preview-status");
  status.setAttribute("role", "status");
  const summary = element("summary", "");
  const list = element("div", "preview__list");
  list.tabIndex = 0;
  list.setAttribute("role", "region");
  list.setAttribute("aria-label", words.list);
  const fold = element("details", "", summary, list);
  const bar = element("aside", "preview", fold);
  bar.setAttribute("aria-label", words.bar);
  bar.hidden = true;
  document.body.append(status, bar);

  fold.open = !site || recall(OPEN) === "yes";
  fold.addEventListener("toggle", () => site && remember(OPEN, fold.open ? "yes" : "no"));
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !fold.open || !bar.contains(document.activeElement)) return;
    fold.open = false;
    summary.focus();
  });
  // Keep the end of the page visible above the bar.
  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--preview-height", `${bar.offsetHeight}px`);
  }).observe(bar);

  /** The element of this page that a problem is about, if the page is made from the same file. */
  function elementOf(place) {
    if (!source || place.source !== source) return null;
    for (const anchor of place.anchors) {
      const found = document.getElementById(anchor);
      if (found && !bar.contains(found)) return found;
    }
    return null;
  }

  /** Where the problem is: a link to the item, if a page shows it, and the place in the file. */
  function whereabouts(place) {
    const here = elementOf(place);
    const where = place.where || place.source;
    const parts = [];
    if (here) parts.push(link(`#${here.id}`, fill(words.toItem, { item: here.id })), " · ");
    else if (place.address) {
      const [, anchor] = place.address.split("#");
      const said = anchor ? fill(words.toItem, { item: anchor }) : words.toPage;
      parts.push(link(new URL(place.address, top).href, said), " · ");
    }
    if (place.where) parts.push(`${where} · `);
    parts.push(element("code", "", place.place));
    return element("p", "preview__where", ...parts);
  }

  function excerpt(place) {
    const [before, marked, after] = place.line;
    const number = place.place.split(":").at(-2);
    return element("pre", "", element("code", "", `${number}  ${before}`, element("mark", "", marked), after));
  }

  function entry(told, number) {
    const [first, ...more] = told.places;
    const kind = told.severity === "note" ? element("span", "preview__kind", `${words.note} `) : "";
    const made = element(
      "li",
      "",
      element("p", "", kind, element("b", "", told.message), told.hint ? ` ${told.hint}` : ""),
    );
    made.id = `preview-${number}`;
    made.tabIndex = -1;
    made.append(whereabouts(first));
    if (first.line) made.append(excerpt(first));
    if (more.length) {
      const others = more.map((place) => {
        const item = element("li", "", whereabouts(place));
        if (place.message !== first.message) item.prepend(element("p", "", place.message));
        return item;
      });
      made.append(element("details", "", element("summary", "", told.more), element("ul", "", ...others)));
    }
    return made;
  }

  /* --- The marks at the items --------------------------------------------------------------------------------------- */

  let marks = [];

  function mark(told, number) {
    const marked = new Set();
    for (const place of told.places) {
      const item = elementOf(place);
      if (!item || marked.has(item)) continue;
      marked.add(item);
      const said = fill(told.severity === "note" ? words.aNote : words.anError, place);
      const made = element("p", `preview-mark preview-mark--${told.severity}`, link(`#preview-${number}`, said));
      made.firstChild.addEventListener("click", (event) => {
        event.preventDefault();
        fold.open = true;
        const target = document.getElementById(`preview-${number}`);
        target.scrollIntoView({ block: "nearest" });
        target.focus({ preventScroll: true });
      });
      const heading = item.closest("h1, h2, h3, h4, h5, h6, p, th, td");
      if (item.matches("tr")) item.lastElementChild.append(made);
      else if (heading?.matches("th, td")) heading.append(made);
      else if (heading) heading.after(made);
      else item.append(made);
      marks.push(made);
    }
  }

  function show(state) {
    for (const made of marks) made.remove();
    marks = [];
    const has = state.told.length > 0;
    const errors = state.told.some((told) => told.severity === "error");
    const first = state.told[0]?.places[0];
    document.title = has && errors ? `${state.summary} – ${title}` : title;
    status.textContent = has ? fill(words.status, state) : "";
    bar.classList.toggle("preview--error", errors);
    bar.hidden = !has;
    if (!has) return;
    summary.replaceChildren(
      element("b", "", state.summary),
      element("span", "preview__first", first ? ` ${first.message} ${first.place}` : ""),
    );
    const lead = site ? words.lastPages : words.noPages;
    list.replaceChildren();
    if (errors) list.append(element("p", "", lead));
    list.append(element("ol", "", ...state.told.map((told, position) => entry(told, position + 1))));
    for (const [position, told] of state.told.entries()) mark(told, position + 1);
  }

  function showStopped() {
    status.textContent = words.stoppedStatus;
    bar.hidden = false;
    bar.classList.add("preview--error");
    summary.replaceChildren(element("b", "", words.stopped));
    list.replaceChildren(element("p", "", words.startAgain));
  }

  /* --- The state of the build --------------------------------------------------------------------------------------- */

  const pause = (time) => new Promise((done) => setTimeout(done, time));
  let question = new AbortController();

  /** A browser asks one server few questions at a time: only the pages that are looked at ask. */
  function untilSeen() {
    if (document.visibilityState === "visible") return Promise.resolve();
    return new Promise((done) => document.addEventListener("visibilitychange", () => done(), { once: true }));
  }
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") question.abort();
  });
  addEventListener("pagehide", () => question.abort());

  /** Open the page that was asked for. A reload would keep the place of the page that stood in for it, which is its top. */
  function arrive() {
    const wanted = location.href;
    history.replaceState(null, "", "?waiting");
    location.replace(wanted);
  }

  async function follow() {
    let seen = "";
    let failed = 0;
    for (;;) {
      await untilSeen();
      question = new AbortController();
      try {
        const answer = await fetch(`/.preview/state?seen=${seen}`, { signal: question.signal, cache: "no-store" });
        const state = await answer.json();
        failed = 0;
        // If a new preview has no pages yet, keep showing the previous one's.
        if (state.site && state.site !== site) {
          if (site) location.reload();
          else arrive();
          return;
        }
        if (state.state !== seen) show(state);
        seen = state.state;
      } catch (error) {
        if (error.name === "AbortError") continue;
        seen = "";
        failed += 1;
        if (failed > 1) showStopped();
        await pause(1000);
      }
    }
  }
  follow();
})();
