/* The strips on pages that list standards. Each shows the learner's progress. The module that reads answers loads only if this device has
 * answers. */

/** @type {typeof import("./answered-strips.js") | undefined} */
let program;

function hasAnswers() {
  try {
    return Object.keys(localStorage).some((key) => key.includes(":answer:"));
  } catch {
    return false;
  }
}

async function show() {
  if (!program && !hasAnswers()) return;
  const strips = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-strip]")]);
  try {
    program ??= await import("./answered-strips.js");
    await program.draw(strips);
  } catch {
    for (const one of strips) one.hidden = true; // offline, the progress is unknown
  }
}

addEventListener("pageshow", show);
// Combine events, because opening a file in another tab changes thousands of records.
let isWaiting = false;
addEventListener("storage", () => {
  if (isWaiting) return;
  isWaiting = true;
  setTimeout(() => {
    show();
    isWaiting = false;
  }, 200);
});
