/* The strips on pages that list standards: each shows how far this learner is. The program that reads answers is fetched only where this
 * device has answers. */

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
    for (const one of strips) one.hidden = true; // without a connection nobody knows
  }
}

addEventListener("pageshow", show);
// Opening a file in another tab changes thousands of records.
let isWaiting = false;
addEventListener("storage", () => {
  if (isWaiting) return;
  isWaiting = true;
  setTimeout(() => {
    show();
    isWaiting = false;
  }, 200);
});
