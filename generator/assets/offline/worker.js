/* The service worker. Keeps the pages that were opened, so that they open again where there is no network.
 *
 * A store belongs to one edition of the site, and nothing of another one ever gets into it: what comes from the network is
 * kept only if the site is still of that edition afterwards. A new edition fetches anew every page that the old one kept,
 * and takes over when it has them all. So a reader without network sees one edition or the other, never half of each.
 */
"use strict";

const { version, needed } = self.EDITION;
const SITE = self.registration.scope;
const STORES = `kept:${SITE}:`;
const STORE = STORES + version;
const PATIENCE = 4000;

/** An address from the site's top, without query and anchor; null where it is no part of the site. */
function addressOf(url) {
  return url.startsWith(SITE) ? url.slice(SITE.length).replace(/[?#].*$/, "") : null;
}

/** Style sheets and scripts have names that change with their content. */
function isNamedByContent(address) {
  return address.startsWith("assets/");
}

function isKeepable(response) {
  return response.ok && response.type === "basic" && !response.redirected;
}

/** What a page asks for itself, besides what all pages have: the data of a checklist, and the head of its printed sheets. */
async function itsOwn(address, response) {
  const checklist = /^(.+\/)checklist\/$/.exec(address);
  const head = address.endsWith("/") && /href="([^"]+\/running-head\.css)"/.exec(await response.clone().text());
  return [...(checklist ? [`${checklist[1]}items.json`] : []), ...(head ? [addressOf(new URL(head[1], SITE + address).href)] : [])];
}

/** Whether the site is still of this worker's edition. */
async function isCurrent() {
  const response = await fetch(`${SITE}service-worker.js`, { cache: "no-store" });
  return response.ok && (await response.text()).includes(`"${version}"`);
}

/** Fetch all that this edition needs, and all that an older one kept or a window shows. Fails if anything is missing. */
async function fill() {
  const wanted = new Set(needed);
  const add = (url) => {
    const address = addressOf(url);
    if (address !== null && !isNamedByContent(address)) wanted.add(address);
  };
  for (const name of await caches.keys()) {
    if (!name.startsWith(STORES) || name === STORE) continue;
    for (const request of await (await caches.open(name)).keys()) add(request.url);
  }
  for (const client of await self.clients.matchAll({ includeUncontrolled: true, type: "window" })) add(client.url);
  const store = await caches.open(STORE);
  const get = async (address) => {
    const response = await fetch(SITE + address, { cache: "no-cache" });
    // A page that is no longer there need not be kept; an answer of a server in trouble says nothing.
    if (!isKeepable(response) && (needed.includes(address) || response.status !== 404)) throw new Error(`${address}: ${response.status}`);
    if (!isKeepable(response)) return;
    const more = (await itsOwn(address, response)).filter((one) => !wanted.has(one));
    for (const one of more) wanted.add(one);
    await Promise.all([store.put(SITE + address, response), ...more.map(get)]);
  };
  await Promise.all([...wanted].map(get));
  if (!(await isCurrent())) throw new Error("The site changed while it was fetched.");
}

/** Put what has come from the network, and its data, into the store of this edition. */
async function keep(address, response) {
  const store = await caches.open(STORE);
  const found = [[address, response]];
  for (const other of await itsOwn(address, response)) {
    if (!(await store.match(SITE + other))) found.push([other, await fetch(SITE + other, { cache: "no-cache" })]);
  }
  if (await isCurrent()) {
    for (const [name, answer] of found) if (isKeepable(answer)) await store.put(SITE + name, answer);
  } else {
    await self.registration.update();
  }
}

async function fromStore(request, address) {
  const kept = await (await caches.open(STORE)).match(SITE + address);
  return kept || fetch(request);
}

async function fromNetwork(event, address) {
  const kept = await (await caches.open(STORE)).match(SITE + address);
  // Not what the browser's own cache still has: it may be of another edition than the store.
  const fetched = fetch(event.request, { cache: "no-cache" }).then((response) => {
    if (kept) return response.status < 500 ? response : kept;
    // A full disk, or no network all of a sudden: then the page is not kept, and shown all the same.
    if (isKeepable(response)) event.waitUntil(keep(address, response.clone()).catch(() => {}));
    return response;
  });
  if (kept) {
    const waited = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
    return Promise.race([fetched.catch(() => kept), waited]);
  }
  return fetched.catch(() => (event.request.mode === "navigate" ? Response.redirect(`${SITE}offline/`) : Response.error()));
}

self.addEventListener("install", (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name.startsWith(STORES) && name !== STORE) await caches.delete(name);
      await self.clients.claim();
    })()
  );
});

self.addEventListener("fetch", (event) => {
  const address = event.request.method === "GET" ? addressOf(event.request.url) : null;
  if (address === null || address === "service-worker.js") return;
  event.respondWith(isNamedByContent(address) ? fromStore(event.request, address) : fromNetwork(event, address));
});
