/* Lets the browser keep the pages that were opened: see worker.js. Where it will not, the site works as it did before. */

const worker = new URL("../../../service-worker.js", import.meta.url);

async function register() {
  try {
    const { active } = await navigator.serviceWorker.register(worker.href, { updateViaCache: "none" });
    active?.postMessage("opened"); // the worker of before, if a window was still open when everything was removed
  } catch {
    /* Not allowed here, as in a private window: there is nothing to tell a reader. */
  }
}

if ("serviceWorker" in navigator) {
  // What the page itself needs comes first.
  if (document.readyState === "complete") register();
  else addEventListener("load", register);
}
